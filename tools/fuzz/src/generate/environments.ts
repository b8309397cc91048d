// What a target may be set to. Settings that only a start can change make a phase; the others are set between cases.

export interface Phase {
  readonly name: string;
  readonly flags: readonly string[];
}

export interface Environment {
  readonly name: string;
  readonly phase: string;
  readonly weight: number;
  readonly sqlMode: string;
  readonly timeZone: string;
  readonly isolation: 'REPEATABLE-READ' | 'READ-COMMITTED';
  readonly autoIncrement: { readonly increment: number; readonly offset: number };
  /** More global variables than these, by name, where they are not the server's own. */
  readonly globals?: Readonly<Record<string, string>>;
}

/** The server's own zone, where an environment says SYSTEM: one with daylight saving. */
export const serverZone = 'Europe/Berlin';

export const phases: readonly Phase[] = [
  { name: 'sql-layer keys, binlog', flags: ['--innodb-autoinc-lock-mode=2', '--loose-innodb-native-foreign-keys=OFF'] },
  {
    name: 'native keys, no binlog',
    flags: ['--innodb-autoinc-lock-mode=1', '--loose-innodb-native-foreign-keys=ON', '--skip-log-bin'],
  },
  {
    name: 'native keys, binlog, old auto-increment lock',
    flags: ['--innodb-autoinc-lock-mode=0', '--loose-innodb-native-foreign-keys=ON'],
  },
];

const usual =
  'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
const plain = { timeZone: '+00:00', isolation: 'REPEATABLE-READ', autoIncrement: { increment: 1, offset: 1 } } as const;

export const environments: readonly Environment[] = [
  { ...plain, name: 'default', phase: 'sql-layer keys, binlog', weight: 5, sqlMode: usual },
  {
    ...plain,
    ...{ name: 'ansi-quotes', phase: 'sql-layer keys, binlog', weight: 2, sqlMode: `${usual},ANSI_QUOTES` },
    ...{ timeZone: '+09:00', isolation: 'READ-COMMITTED' },
  },
  {
    ...plain,
    ...{ name: 'no-backslash, lax', phase: 'sql-layer keys, binlog', weight: 2, sqlMode: 'NO_BACKSLASH_ESCAPES' },
    ...{ timeZone: '-03:30', isolation: 'READ-COMMITTED' },
  },
  {
    ...plain,
    ...{ name: 'invalid dates, summer time', phase: 'sql-layer keys, binlog', weight: 2 },
    ...{ sqlMode: 'ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION', timeZone: 'SYSTEM' },
    autoIncrement: { increment: 5, offset: 2 },
  },
  {
    ...plain,
    ...{ name: 'native', phase: 'native keys, no binlog', weight: 3, sqlMode: usual, isolation: 'READ-COMMITTED' },
  },
  {
    ...plain,
    ...{ name: 'native, ansi', phase: 'native keys, no binlog', weight: 1, timeZone: '+05:45' },
    sqlMode: 'ANSI,STRICT_ALL_TABLES,PAD_CHAR_TO_FULL_LENGTH,NO_UNSIGNED_SUBTRACTION,TIME_TRUNCATE_FRACTIONAL',
  },
  {
    ...plain,
    ...{ name: 'native, empty mode', phase: 'native keys, no binlog', weight: 1, sqlMode: '' },
    ...{ timeZone: '+14:00', autoIncrement: { increment: 2, offset: 2 } },
  },
  {
    ...plain,
    ...{ name: 'traditional', phase: 'native keys, binlog, old auto-increment lock', weight: 1.5 },
    ...{ sqlMode: 'TRADITIONAL,HIGH_NOT_PRECEDENCE', timeZone: '-12:00' },
  },
  {
    ...plain,
    ...{ name: 'odd defaults', phase: 'native keys, binlog, old auto-increment lock', weight: 1, sqlMode: usual },
    globals: {
      div_precision_increment: '9',
      group_concat_max_len: '8',
      unique_checks: 'OFF',
      default_collation_for_utf8mb4: 'utf8mb4_general_ci',
      optimizer_switch: "'derived_merge=off,index_merge=off,semijoin=off'",
      innodb_lock_wait_timeout: '3',
    },
  },
];

export const isStrict = ({ sqlMode }: Environment): boolean => /STRICT|TRADITIONAL/.test(sqlMode);
/** Foreign keys are InnoDB's own there, and their cascades are not in the binary log. */
export const hasNativeKeys = ({ phase }: Environment): boolean => phase.startsWith('native');
export const hasAnsiQuotes = ({ sqlMode }: Environment): boolean => /ANSI/.test(sqlMode);
export const hasBackslash = ({ sqlMode }: Environment): boolean => !sqlMode.includes('NO_BACKSLASH_ESCAPES');

export function environmentNamed(name: string): Environment {
  const found = environments.find((environment) => environment.name === name);
  if (found === undefined) throw new Error(`no environment ${name}`);
  return found;
}
