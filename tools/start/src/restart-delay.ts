/** How long a process must have run for its earlier ends to be forgotten, in milliseconds. */
export const STEADY = 60_000;
const FIRST = 500;
const LONGEST = 30_000;

/** Milliseconds until the next start after `failures` ends in a row: ½ s, 1 s, 2 s, … 30 s. */
export function restartDelay(failures: number): number {
  return Math.min(LONGEST, FIRST * 2 ** Math.max(0, failures - 1));
}
