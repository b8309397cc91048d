// Random structure changes of a scene's table: ALTERs of several clauses, and statements of other kinds.
import type { Random } from '../random.ts';
import { definitionOf, keyPart, quote, type FuzzColumn, type Scene } from './scene.ts';
import { randomType } from './types.ts';

export interface FuzzChange {
  readonly text: string;
  /** What is counted: by clause, or by statement. */
  readonly kinds: readonly string[];
}

type Maker = (scene: Scene, random: Random, number: number) => string | undefined;

const column = (scene: Scene, random: Random): FuzzColumn => random.pick(scene.columns);
const place = (scene: Scene, random: Random): string =>
  random.weighted([
    [3, ''],
    [1, ' FIRST'],
    [2, ` AFTER ${quote(column(scene, random).name)}`],
  ]);
const fresh = (random: Random, number: number): FuzzColumn => ({
  ...{ name: `n${String(number)}`, type: randomType(random), nullable: random.chance(0.8), generated: false },
});

/** Each makes one clause; undefined where the scene has nothing for it. */
export const clauses: Readonly<Record<string, Maker>> = {
  'add-column': (scene, random, n) => `ADD COLUMN ${definitionOf(fresh(random, n), random)}${place(scene, random)}`,
  'add-generated-column': (_, random, n) =>
    `ADD COLUMN n${String(n)} INT AS (k + ${String(n)}) ${random.pick(['VIRTUAL', 'STORED'])}`,
  'add-columns': (_, random, n) => `ADD COLUMN (${definitionOf(fresh(random, n), random)}, n${String(n)}b INT)`,
  'drop-column': (scene, random) => `DROP COLUMN ${quote(column(scene, random).name)}`,
  'modify-column': (scene, random) => {
    const { name } = column(scene, random);
    return `MODIFY COLUMN ${definitionOf({ ...fresh(random, 0), name }, random)}${place(scene, random)}`;
  },
  'change-column': (scene, random, n) => {
    const own = column(scene, random);
    const type = random.chance(0.6) ? own.type : randomType(random);
    return `CHANGE COLUMN ${quote(own.name)} ${definitionOf({ ...own, type, name: `n${String(n)}` }, random)}${place(scene, random)}`;
  },
  'rename-column': (scene, random, n) => `RENAME COLUMN ${quote(column(scene, random).name)} TO n${String(n)}`,
  'set-default': (_, random) =>
    `ALTER COLUMN k ${random.pick(['SET DEFAULT 5', 'DROP DEFAULT', 'SET DEFAULT (1 + 2)'])}`,
  'column-visibility': (scene, random) =>
    `ALTER COLUMN ${quote(column(scene, random).name)} SET ${random.pick(['VISIBLE', 'INVISIBLE'])}`,
  'add-index': (scene, random, n) => {
    const list = random
      .some(
        scene.columns.filter(({ type }) => type.keyable),
        1,
        2,
      )
      .map((one) => keyPart(one, random));
    return list.length === 0
      ? undefined
      : `ADD ${random.pick(['KEY', 'INDEX', 'UNIQUE KEY'])} n${String(n)} (${list.join(', ')}, k)`;
  },
  'add-functional-index': (_, __, n) => `ADD KEY n${String(n)} ((k * 2))`,
  'drop-index': (scene, random) => (scene.keys.length === 0 ? undefined : `DROP KEY ${random.pick(scene.keys)}`),
  'rename-index': (scene, random, n) =>
    scene.keys.length === 0 ? undefined : `RENAME INDEX ${random.pick(scene.keys)} TO n${String(n)}`,
  'index-visibility': (scene, random) =>
    scene.keys.length === 0
      ? undefined
      : `ALTER INDEX ${random.pick(scene.keys)} ${random.pick(['VISIBLE', 'INVISIBLE'])}`,
  'primary-key': ({ primary }) =>
    primary.length === 0
      ? 'ADD PRIMARY KEY (id, k)'
      : `DROP PRIMARY KEY, ADD PRIMARY KEY (${primary.length === 1 ? 'id, k' : 'k, id'})`,
  'add-check': (_, __, n) => `ADD CONSTRAINT n${String(n)} CHECK (k < 1000)`,
  'drop-check': ({ checks }) => (checks.length === 0 ? undefined : 'DROP CHECK ck'),
  'alter-check': ({ checks }, random) =>
    checks.length === 0 ? undefined : `ALTER CHECK ck ${random.pick(['ENFORCED', 'NOT ENFORCED'])}`,
  'add-foreign-key': ({ partitioned }, _, n) =>
    partitioned
      ? undefined
      : `ADD COLUMN n${String(n)} INT, ADD CONSTRAINT f${String(n)} FOREIGN KEY (n${String(n)}) REFERENCES parent (id) ON DELETE CASCADE`,
  'drop-foreign-key': ({ foreignKey }) => (foreignKey ? 'DROP FOREIGN KEY fk' : undefined),
  'convert-charset': (_, random) =>
    `CONVERT TO CHARACTER SET ${random.pick(['utf8mb4', 'utf8mb4 COLLATE utf8mb4_bin', 'latin1', 'utf8mb3'])}`,
  'default-charset': (_, random) =>
    `DEFAULT CHARSET ${random.pick(['utf8mb4', 'latin1', 'utf8mb4 COLLATE utf8mb4_unicode_ci'])}`,
  'table-option': (_, random) =>
    random.pick([
      "COMMENT='new'",
      "COMMENT=''",
      'ROW_FORMAT=COMPACT',
      'STATS_PERSISTENT=0',
      'ENGINE=InnoDB',
      'AUTO_INCREMENT=100',
      'STATS_AUTO_RECALC=1',
      'KEY_BLOCK_SIZE=0',
    ]),
  'rename-table': (_, __, n) => `RENAME TO renamed${String(n)}`,
  force: () => 'FORCE',
  'order-by': (_, __, n) => (n === 0 ? 'ORDER BY k' : undefined),
};

/** Statements of their own. */
export const statements: Readonly<Record<string, Maker>> = {
  'create-index': (scene, random) =>
    `CREATE ${random.pick(['', 'UNIQUE '])}INDEX n0 ON t (${keyPart(column(scene, random), random)}, id)`,
  'drop-index-on': (scene, random) =>
    scene.keys.length === 0 ? undefined : `DROP INDEX ${random.pick(scene.keys)} ON t`,
  'rename-tables': (_, random) =>
    random.pick(['RENAME TABLE t TO u', 'RENAME TABLE t TO u, parent TO t', 'RENAME TABLE parent TO p']),
  'drop-table': () => 'DROP TABLE t',
  'truncate-table': (_, random) => random.pick(['TRUNCATE TABLE t', 'TRUNCATE t']),
  'create-table': (_, random) =>
    random.pick([
      'CREATE TABLE made LIKE t',
      'CREATE TABLE made (a INT PRIMARY KEY, b VARCHAR(5) DEFAULT "x")',
      'CREATE TABLE IF NOT EXISTS parent (a INT)',
      'CREATE TABLE made (a INT, FOREIGN KEY (a) REFERENCES parent (id))',
    ]),
  'partition-by': ({ partitioned, primary }) =>
    partitioned || primary.length === 0 ? undefined : 'ALTER TABLE t PARTITION BY HASH (id) PARTITIONS 4',
  'remove-partitioning': ({ partitioned }) => (partitioned ? 'ALTER TABLE t REMOVE PARTITIONING' : undefined),
  partitions: ({ partitioned }, random) =>
    partitioned
      ? random.pick([
          'ALTER TABLE t ADD PARTITION PARTITIONS 2',
          'ALTER TABLE t COALESCE PARTITION 1',
          'ALTER TABLE t REORGANIZE PARTITION pm INTO (PARTITION p2 VALUES LESS THAN (50), PARTITION pm VALUES LESS THAN MAXVALUE)',
          'ALTER TABLE t DROP PARTITION p0',
          'ALTER TABLE t TRUNCATE PARTITION p0',
        ])
      : undefined,
  several: (scene, random) => {
    const one = made(clauses, ['add-column', 'add-index', 'table-option', 'drop-column'], scene, random, 1);
    return one === undefined
      ? undefined
      : `ALTER TABLE t ${one.text}; ALTER TABLE t ADD COLUMN later INT; DROP TABLE IF EXISTS nowhere`;
  },
};

export function randomChange(random: Random, scene: Scene): FuzzChange {
  if (random.chance(0.3)) {
    const one = made(statements, Object.keys(statements), scene, random, 0);
    if (one !== undefined) return { text: one.text, kinds: [one.kind] };
  }
  const count = random.int(1, 4);
  const list: { kind: string; text: string }[] = [];
  for (let n = 0; n < count; n++) {
    const one = made(clauses, Object.keys(clauses), scene, random, n);
    if (one !== undefined && list.at(-1)?.kind !== 'order-by') list.push(one);
  }
  if (list.length === 0) list.push({ kind: 'force', text: 'FORCE' });
  return { text: `ALTER TABLE t ${list.map(({ text }) => text).join(', ')}`, kinds: list.map(({ kind }) => kind) };
}

function made(
  makers: Readonly<Record<string, Maker>>,
  among: readonly string[],
  scene: Scene,
  random: Random,
  number: number,
): { kind: string; text: string } | undefined {
  for (const kind of random.shuffle(among)) {
    const text = makers[kind]?.(scene, random, number);
    if (text !== undefined) return { kind, text };
  }
  return undefined;
}
