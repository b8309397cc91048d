// Random structure changes of a scene's table: ALTERs of several clauses, and statements of other kinds.
import type { Random } from '../random.ts';
import { definitionOf, keyPart, quote, type FuzzColumn, type Need, type Scene } from './scene.ts';
import { randomType } from './types.ts';

export interface FuzzChange {
  readonly text: string;
  /** What is counted: by clause, or by statement. */
  readonly kinds: readonly string[];
}

type Maker = (scene: Scene, random: Random, number: number) => string | null | undefined;

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
    const own = column(scene, random);
    const type = random.chance(0.5) ? own.type : randomType(random);
    return `MODIFY COLUMN ${definitionOf({ ...own, type }, random)}${place(scene, random)}`;
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
  'order-by': () => 'ORDER BY k',
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
    partitioned !== null || primary.length === 0 ? undefined : 'ALTER TABLE t PARTITION BY HASH (id) PARTITIONS 4',
  'remove-partitioning': ({ partitioned }) => (partitioned !== null ? 'ALTER TABLE t REMOVE PARTITIONING' : undefined),
  partitions: ({ partitioned }, random) => {
    const more = 'PARTITION p2 VALUES LESS THAN (50), PARTITION pm VALUES LESS THAN MAXVALUE';
    if (partitioned === 'hash')
      return `ALTER TABLE t ${random.pick(['ADD PARTITION PARTITIONS 2', 'COALESCE PARTITION 1'])}`;
    const split = `REORGANIZE PARTITION pm INTO (${more})`;
    return (
      partitioned && `ALTER TABLE t ${random.pick([split, split, split, 'DROP PARTITION p0', 'TRUNCATE PARTITION p0'])}`
    );
  },
  several: (scene, random) => {
    const one = clauses[random.pick(['add-column', 'add-index', 'table-option', 'drop-column'])]?.(scene, random, 1);
    return one && `ALTER TABLE t ${one}; ALTER TABLE t ADD COLUMN later INT; DROP TABLE IF EXISTS nowhere`;
  },
};

/** What the kinds need of their scene. */
const needs: Readonly<Record<string, readonly Need[]>> = {
  'drop-check': ['check'],
  'alter-check': ['check'],
  'drop-foreign-key': ['foreign-key'],
  'add-foreign-key': ['no-partitions'],
  'drop-index': ['keys'],
  'rename-index': ['keys'],
  'index-visibility': ['keys'],
  'drop-index-on': ['keys'],
  'partition-by': ['no-partitions', 'no-ties'],
  'remove-partitioning': ['partitions'],
  partitions: ['partitions'],
  'drop-table': ['no-ties'],
  'truncate-table': ['no-ties'],
};

/** Each in its turn, those that the server or the rows often refuse more often. */
const turns = [
  ...Object.keys(clauses),
  ...['modify-column', 'modify-column', 'change-column', 'change-column', 'drop-check', 'alter-check', 'alter-check'],
  ...['drop-foreign-key', 'drop-column', 'order-by', 'primary-key', 'add-columns', 'index-visibility', 'rename-index'],
];
const statementTurns = Object.keys(statements);

/** The kinds of a case: one in its turn, others at random; and what they need of their scene. */
export function kindsOf(
  random: Random,
  index: number,
): { readonly kinds: readonly string[]; readonly needs: readonly Need[] } {
  const turn = Math.floor(index / 5);
  const isStatement = index % 5 === 0;
  const first = isStatement ? statementTurns[turn % statementTurns.length] : turns[(index - turn) % turns.length];
  const more = isStatement ? [] : random.some(Object.keys(clauses), 1, 3);
  // The list of ORDER BY ends the statement.
  const kinds = [...new Set([first ?? 'force', ...more])].sort(
    (a, b) => Number(a === 'order-by') - Number(b === 'order-by'),
  );
  return { kinds, needs: kinds.flatMap((kind) => needs[kind] ?? []) };
}

export function randomChange(random: Random, scene: Scene, kinds: readonly string[]): FuzzChange {
  const [only = ''] = kinds;
  const alone = statements[only]?.(scene, random, 0);
  if (alone) return { text: alone, kinds };
  const made = kinds.flatMap((kind, n) => {
    const text = clauses[kind]?.(scene, random, n);
    return text ? [{ kind, text }] : [];
  });
  if (made.length === 0) made.push({ kind: 'force', text: 'FORCE' });
  return { text: `ALTER TABLE t ${made.map(({ text }) => text).join(', ')}`, kinds: made.map(({ kind }) => kind) };
}
