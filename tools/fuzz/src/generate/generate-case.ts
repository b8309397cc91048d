// One case out of seed and index: the form goes round robin, everything else by chance.
import type { FuzzCase, Statement, WriterAct, WriterPlan } from '../case.ts';
import { Random } from '../random.ts';
import { allowsWriters, conditionList, type ConditionName } from './conditions.ts';
import { environmentNamed, environments } from './environments.ts';
import { insertForms } from './forms-inserts.ts';
import { joinForms } from './forms-joins.ts';
import { keyForms } from './forms-keys.ts';
import { rowForms, type Verb } from './forms-rows.ts';
import { naming, type Scene } from './scene.ts';
import { counter } from './draft.ts';
import { buildTables, type Built } from './tables.ts';

interface Form {
  readonly name: string;
  /** Rows are still told apart by their number afterwards. */
  readonly writers: boolean;
  readonly condition?: ConditionName;
  /** Conditions that a part of its cases have whatever else is drawn. */
  readonly prefers?: { readonly share: number; readonly among: readonly ConditionName[] };
  make(scene: Scene): readonly Statement[];
}

const verbs: readonly Verb[] = ['update', 'delete'];

export const forms: readonly Form[] = [
  ...verbs.flatMap((verb) => [
    ...Object.entries(rowForms).map(([name, make]): Form => ({
      ...{ name: `${verb} ${name}`.trim(), writers: true, make: (scene: Scene) => [make(scene, verb)] },
      ...(name === 'partition' ? { condition: 'partitions' } : {}),
      ...(name === '' ? { prefers: { share: 0.06, among: ['many rows'] } } : {}),
      ...(name === 'ignore' && verb === 'delete' ? { prefers: { share: 0.35, among: ['kept by children'] } } : {}),
    })),
    ...Object.entries(joinForms).map(([name, make]): Form => ({
      ...{ name: `${verb} with ${name}`, writers: true, make: (scene: Scene) => [make(scene, verb)] },
    })),
  ]),
  ...Object.entries(insertForms).map(([name, make]): Form => ({
    ...{ name, writers: true, make: (scene: Scene) => [make(scene)] },
    ...(name === 'insert partition' ? { condition: 'partitions' } : {}),
    ...(name === 'insert auto-increment' ? { condition: 'auto-increment key' } : {}),
  })),
  ...Object.entries(keyForms).map(([name, make]): Form => ({
    ...{ name, writers: name === 'several statements', make },
    ...(name === 'unique values permute' ? { condition: 'unique keys' } : {}),
    ...(name === 'key change'
      ? { prefers: { share: 0.35, among: ['cascade', 'cascade to keys', 'cascade by several columns'] } }
      : {}),
  })),
];

/** Cases that go by HTTP through processes of their own. */
const httpShare = 0.05;

/** `condition`: only those whose name contains it, where the form leaves the choice. */
export function generateCase(
  seed: number,
  index: number,
  among: readonly Form[] = forms,
  condition: string | null = null,
): FuzzCase {
  const random = new Random(seed, index);
  const form = among[index % among.length];
  if (form === undefined) throw new Error('no form to choose from');
  const environment = environmentNamed(random.weighted(environments.map(({ weight, name }) => [weight, name])));
  const drawn = drawCondition(random, form, condition);
  const built = buildTables(random, environment, drawn);
  const scene: Scene = { random, environment, t: built.t, o: built.o, name: naming(random, environment) };
  const statements = form.make(scene);
  // So that it is a third of all.
  const writers = form.writers && allowsWriters(drawn) && random.chance(0.5) ? planWriters(random, built) : null;
  const copy = form.name.endsWith(' table') ? [copyOf(built, form.name.startsWith('replace'))] : [];
  return {
    ...{ seed, index, form: form.name, condition: drawn },
    families: [...new Set(built.t.typed.map(({ type }) => type.family))],
    environment: environment.name,
    path: random.chance(httpShare) ? 'http' : 'stages',
    settings: built.settings,
    tables: [built.t.table, built.o.table, ...built.others, ...copy],
    after: built.after,
    statements,
    writers,
  };
}

function drawCondition(random: Random, form: Form, only: string | null): ConditionName {
  const { condition, prefers } = form;
  if (condition !== undefined) return condition;
  if (only === null && prefers !== undefined && random.chance(prefers.share)) return random.pick(prefers.among);
  const list = conditionList.filter(({ name }) => only === null || name.includes(only));
  return random.weighted(list.map(({ weight, name }) => [weight, name]));
}

/** The table that `INSERT … TABLE o` fills. */
function copyOf({ o }: Built, filled: boolean): Built['t']['table'] {
  return {
    ...o.table,
    name: 'copy',
    constraints: ['PRIMARY KEY (id)'],
    rows: filled ? o.table.rows.slice(0, 2).map((row) => [row[0] ?? '1', 'NULL', '1', '99', "'old'"]) : [],
  };
}

function planWriters(random: Random, { writables }: Built): WriterPlan {
  const { table, id: idColumn, ids, keep, newRow } = random.pick(writables);
  const acts = Array.from({ length: random.int(1, 4) }, (_, i): WriterAct => {
    const add = ids.length === 0 || random.chance(0.25);
    const id = add ? 70_000 + i : random.pick(ids);
    const row = [...newRow(id)];
    return {
      ...{ kind: add ? 'add' : 'bump', id, early: i === 0 && random.chance(0.7) },
      columns: add ? row.map(([name]) => name) : [],
      row: add ? row.map(([, literal]) => literal) : [],
      // Most are there before the change has its locks, some come while it holds them, some after it.
      waitMs: random.chance(0.5) ? random.int(0, 30) : random.int(0, 250),
      holdMs: random.int(0, 15),
    };
  });
  return { table, id: idColumn, counter, keep, acts };
}
