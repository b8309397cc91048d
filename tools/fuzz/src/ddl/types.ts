// The column types of the structure fuzz: each with values that show what is lost of it, as SQL literals.
import type { Random } from '../random.ts';

export interface FuzzType {
  readonly text: string;
  value(random: Random): string;
  /** It can be in a key as it stands. */
  readonly keyable: boolean;
  /** A default as a literal, where the type takes one. */
  readonly byDefault: string | null;
}

const words = ['a', 'Z', 'b  ', '  c', '가나', 'Ünï', "it''s", '0', '12', '', 'x\\\\y', '日本'];
const latin = ['a', 'Z', 'b  ', "it''s", '0', '12', '', 'Ünï'];
const text = (list: readonly string[], random: Random): string => `'${random.pick(list)}'`;
const fixed = (value: string) => () => value;

/** With new lengths each time, so that one column's type can become another's. */
export function randomType(random: Random): FuzzType {
  const length = random.int(6, 40);
  const fraction = random.int(0, 6);
  const scale = random.int(0, 4);
  const two = (): string => String(random.int(1, 12)).padStart(2, '0');
  const moment = (year: number): string =>
    `'${String(year + random.int(0, 20))}-${two()}-${two()} ${two()}:30:59.${String(random.int(0, 999999)).padStart(6, '0')}'`;
  const made = (
    typeText: string,
    value: (of: Random) => string,
    keyable = true,
    byDefault: string | null = null,
  ): FuzzType => ({
    ...{ text: typeText, value, keyable, byDefault },
  });
  return random.weighted<() => FuzzType>([
    [
      6,
      () =>
        made(
          random.pick([
            'INT',
            'BIGINT',
            'SMALLINT',
            'MEDIUMINT',
            'TINYINT',
            'INT UNSIGNED',
            'BIGINT UNSIGNED',
            'TINYINT(1)',
          ]),
          (r) => String(r.int(0, 120)),
          true,
          '7',
        ),
    ],
    [2, () => made('INT', (r) => String(r.int(-70000, 70000)), true, '-1')],
    [
      3,
      () =>
        made(
          `DECIMAL(${String(8 + scale)},${String(scale)})`,
          (r) => `${String(r.int(-999, 999))}.${String(r.int(0, 9999))}`,
          true,
          '1.5',
        ),
    ],
    [
      1,
      () =>
        made(
          random.pick(['DOUBLE', 'FLOAT']),
          (r) => `${String(r.int(-99, 99))}.${String(r.int(1, 99))}`,
          false,
          '0.5',
        ),
    ],
    [1, () => made('BIT(12)', (r) => String(r.int(0, 4095)), true, "b'101'")],
    [2, () => made('DATE', () => `'${String(1990 + random.int(0, 40))}-${two()}-${two()}'`, true, "'2000-01-01'")],
    [
      3,
      () =>
        made(
          `DATETIME(${String(fraction)})`,
          () => moment(1990),
          true,
          random.chance(0.5) ? `CURRENT_TIMESTAMP(${String(fraction)})` : "'2001-02-03 04:05:06'",
        ),
    ],
    [
      2,
      () =>
        made(`TIMESTAMP(${String(fraction)}) NULL`, () => moment(2000), true, `CURRENT_TIMESTAMP(${String(fraction)})`),
    ],
    [1, () => made(`TIME(${String(fraction)})`, (r) => `'${String(r.int(-200, 200))}:10:11.5'`, true, "'01:02:03'")],
    [1, () => made('YEAR', (r) => String(r.int(1970, 2050)), true, '2020')],
    [6, () => made(`VARCHAR(${String(length)})`, (r) => text(words, r), true, "'d''e'")],
    [2, () => made(`CHAR(${String(length)})`, (r) => text(words, r), true, "'c'")],
    [2, () => made(`VARCHAR(${String(length)}) CHARACTER SET latin1`, (r) => text(latin, r), true, "'l'")],
    [1, () => made(`VARCHAR(${String(length)}) COLLATE utf8mb4_bin`, (r) => text(words, r), true, "'bin'")],
    [2, () => made(random.pick(['TEXT', 'MEDIUMTEXT', 'LONGTEXT', 'TINYTEXT']), (r) => text(words, r), false)],
    [1, () => made(`VARBINARY(${String(length)})`, (r) => `x'${r.pick(['00', 'ff00', '6162', ''])}'`, true, "'v'")],
    [1, () => made(`BINARY(${String(length)})`, (r) => `x'${r.pick(['00', 'ff00', '6162'])}'`, true)],
    [1, () => made(random.pick(['BLOB', 'LONGBLOB']), (r) => `x'${r.pick(['00', 'ff00', '6162', ''])}'`, false)],
    [2, () => made(`ENUM('a','b','it''s'${random.chance(0.5) ? ",'d'" : ''})`, fixed("'b'"), true, "'a'")],
    [
      1,
      () => made(`SET('x','y'${random.chance(0.5) ? ",'z'" : ''})`, (r) => r.pick(["''", "'x'", "'x,y'"]), true, "'x'"),
    ],
    [1, () => made('JSON', (r) => r.pick([`'{"a": 1.0}'`, '\'[1, "2", null]\'', '\'"가"\'', "'1e5'"]), false)],
    [1, () => made('POINT SRID 4326', (r) => `ST_SRID(POINT(${String(r.int(-9, 9))}, 2), 4326)`, false)],
  ])();
}
