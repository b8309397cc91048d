// A seeded source of choices: the same seed gives the same shop on every machine.

export interface Random {
  /** In [0, 1). */
  fraction(): number;
  /** An integer in [from, to], both included. */
  integer(from: number, to: number): number;
  chance(probability: number): boolean;
  /** The list is not empty. */
  pick<const List extends readonly unknown[]>(list: List): List[number];
  bytes(length: number): Buffer;
}

/** FNV-1a of the seed starts a mulberry32 sequence. */
export function createRandom(seed: string): Random {
  let state = 0x811c9dc5;
  for (const byte of Buffer.from(seed)) state = Math.imul(state ^ byte, 0x01000193);

  const fraction = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const integer = (from: number, to: number): number => from + Math.floor(fraction() * (to - from + 1));

  return {
    fraction,
    integer,
    chance: (probability) => fraction() < probability,
    pick: (list) => list[integer(0, list.length - 1)],
    bytes: (length) => Buffer.from(Array.from({ length }, () => integer(0, 255))),
  };
}
