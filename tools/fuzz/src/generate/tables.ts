// The tables of one case under one condition: `t`, which most statements change, and `o`, which they read.
import type { Table } from '../case.ts';
import type { Random } from '../random.ts';
import type { ConditionName } from './conditions.ts';
import { column, counter, rowsOf, type Draft, type Writable } from './draft.ts';
import type { Environment } from './environments.ts';
import { keyFor } from './keys.ts';
import { literals, type SceneTable, type TypedColumn } from './scene.ts';
import { shapes } from './shapes.ts';
import { sideEffects } from './side-effects.ts';
import { triggers } from './triggers.ts';
import { families, type ColumnType } from './types.ts';

export interface Built {
  readonly t: SceneTable;
  readonly o: SceneTable;
  readonly others: readonly Table[];
  readonly settings: readonly string[];
  readonly after: readonly string[];
  /** `t` first. */
  readonly writables: readonly Writable[];
}

export function buildTables(random: Random, environment: Environment, condition: ConditionName): Built {
  const draft = newDraft(random, environment, condition);
  shapes[condition]?.(draft);
  sideEffects[condition]?.(draft);
  triggers[condition]?.(draft);
  const { name, id, ids, parts, constraints, typed } = draft;
  if (random.chance(0.4)) constraints.push('KEY by_n (n)');
  const rows = rowsOf(draft);
  if (condition === 'no key, equal rows') rows.push(...equalRows(random, rows));
  const stored = parts.filter(({ value }) => value !== undefined);
  const t: SceneTable = {
    ...{ name, id, n: 'n', typed, ids, permuted: draft.permuted, partitions: draft.partitions },
    autoIncrement: condition === 'auto-increment key',
    newRow: (number) => new Map(stored.map((part) => [part.column.name, part.value?.(number) ?? 'NULL'])),
    required: parts.filter((part) => part.required === true).map((part) => part.column.name),
    visible: parts.map((part) => part.column).filter(({ definition }) => !definition.includes('INVISIBLE')),
    table: { name, columns: parts.map((part) => part.column), constraints, options: draft.options, rows },
  };
  const { others, settings, after, keep } = draft;
  // Generated columns have no literals, and a row of a writer has all the others.
  const filled = parts.filter((part) => !part.column.generated).map((part) => part.column.name);
  const newRow = (number: number): Map<string, string> => {
    const row = t.newRow(number);
    return new Map(filled.map((each) => [each, row.get(each) ?? 'NULL']));
  };
  const writables = [{ table: name, id, ids, keep, newRow }, ...draft.writables];
  return { t, o: otherTable(random, ids), others, settings, after, writables };
}

/** Some are there twice or three times, or the first very often. */
function equalRows(random: Random, rows: readonly string[][]): string[][] {
  const [first] = rows;
  if (first !== undefined && random.chance(0.3)) return Array.from({ length: 6 }, () => first);
  return [...rows.slice(0, 2), ...rows.slice(0, 1)];
}

function newDraft(random: Random, environment: Environment, condition: ConditionName): Draft {
  const name = random.weighted([
    [8, 't'],
    [1, 'order'],
    [1, '표 1'],
    [1, 'T_x`y'],
  ]);
  const id = random.weighted([
    [8, 'id'],
    [1, 'key'],
    [1, '번호'],
  ]);
  const rowCount = random.weighted([
    [3, 0],
    [5, 1],
    [80, random.int(4, 16)],
    [4, 60],
  ]);
  const [first, step] = [random.pick([1, 1, 1, 2, 5]), random.pick([1, 1, 1, 2])];
  const key = keyFor(random, condition, id);
  const typed = typedColumns(random, environment, condition);
  return {
    ...{ random, environment, name, id, typed, options: 'ENGINE=InnoDB', permuted: null },
    ids: Array.from({ length: rowCount }, (_, i) => first + i * step),
    parts: [
      ...key.parts,
      { column: column('n', 'INT NOT NULL DEFAULT 0'), value: (number) => String((number * 7) % 10) },
      ...typed.map((each) => typedPart(random, each)),
      { column: column(counter, 'INT NOT NULL DEFAULT 0'), value: () => '0' },
    ],
    constraints: [...key.constraints],
    ...{ settings: [], after: [], others: [], keep: [], partitions: [], writables: [] },
  };
}

function typedColumns(random: Random, environment: Environment, condition: ConditionName): TypedColumn[] {
  return Array.from({ length: random.int(1, 4) }, (_, i) => {
    const name = random.weighted([
      [12, `c${String(i + 1)}`],
      [1, `값${String(i + 1)}`],
      [1, `c ${String(i + 1)}`],
    ]);
    return { name, type: typeFor(random, environment, condition), nullable: random.chance(0.75) };
  });
}

/** InnoDB has no geometries in partitions, and no generated columns over vectors. */
function typeFor(random: Random, environment: Environment, condition: ConditionName): ColumnType {
  const refused = condition === 'partitions' ? 'spatial' : condition.startsWith('generated') ? 'vector' : null;
  for (;;) {
    const type = random.pick(families)(random, literals(environment));
    if (type.family !== refused) return type;
  }
}

function typedPart(random: Random, { name, type, nullable }: TypedColumn): Draft['parts'][number] {
  return {
    column: column(name, `${type.ddl} ${nullable ? 'NULL' : 'NOT NULL'}`),
    value: () => {
      if (nullable && random.chance(0.2)) return 'NULL';
      return type.odd.length > 0 && random.chance(0.12) ? random.pick(type.odd) : type.value(random);
    },
    required: !nullable,
  };
}

/** `id`, `t_id` that mostly names a row of `t`, `n`, `v`, `s`. */
function otherTable(random: Random, ids: readonly number[]): SceneTable {
  const own = Array.from({ length: random.int(3, 10) }, (_, i) => i + 1);
  const newRow = (id: number): Map<string, string> =>
    new Map([
      ['id', String(id)],
      ['t_id', random.chance(0.9) && ids.length > 0 ? String(random.pick(ids)) : random.pick(['NULL', '99999'])],
      ['n', String(random.int(0, 9))],
      ['v', String(random.int(0, 50))],
      ['s', `'s${String(id)}'`],
    ]);
  const columns = [
    column('id', 'INT NOT NULL'),
    column('t_id', 'INT NULL'),
    column('n', 'INT NOT NULL DEFAULT 0'),
    column('v', 'INT NOT NULL DEFAULT 0'),
    column('s', 'VARCHAR(20) NULL'),
  ];
  return {
    ...{ name: 'o', id: 'id', n: 'n', typed: [], permuted: null, partitions: [], ids: own, autoIncrement: false },
    ...{ newRow, required: ['id'], visible: columns },
    table: {
      ...{ name: 'o', columns, options: 'ENGINE=InnoDB' },
      constraints: ['PRIMARY KEY (id)', ...(random.chance(0.5) ? ['KEY by_t (t_id)'] : [])],
      rows: own.map((id) => [...newRow(id).values()]),
    },
  };
}
