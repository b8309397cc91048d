// UPDATE and DELETE of one table, in each form of the grammar.
import type { Statement } from '../case.ts';
import { list, set, where, type Scene, type SceneTable } from './scene.ts';

export type Verb = 'update' | 'delete';

/** Ids of `t` that a query gives; `o` names most of them. */
function idQuery({ name, random }: Scene): string {
  return random.pick([
    `SELECT ${name('t_id')} FROM o WHERE v >= ${String(random.int(0, 15))}`,
    `SELECT x.t_id FROM o AS x WHERE x.v > 1 OR x.id < 3`,
    `SELECT t_id FROM o GROUP BY t_id HAVING COUNT(*) > 0`,
  ]);
}

interface Parts {
  readonly head?: string;
  readonly refs: string;
  readonly as?: string;
  readonly where: ReturnType<typeof where>;
  readonly tail?: readonly string[];
}

function statement(scene: Scene, verb: Verb, { head = '', refs, as = '', where: terms, tail = [] }: Parts): Statement {
  const end = list(' ', [...tail], ' ', 0);
  return verb === 'update'
    ? [`UPDATE ${head}${refs}`, set(scene, scene.t, as), terms, end]
    : [`DELETE ${head}FROM ${refs}`, terms, end];
}

export const rowForms: Readonly<Record<string, (scene: Scene, verb: Verb) => Statement>> = {
  '': (scene, verb) => {
    const { random, t, name } = scene;
    if (random.chance(0.4)) {
      const alias = random.pick(['x', 'a1', 't']);
      const refs = `${name(t.name)}${random.pick([' AS ', ' '])}${name(alias)}`;
      return statement(scene, verb, { refs, as: `${name(alias)}.`, where: where(scene, t, `${name(alias)}.`) });
    }
    const as = random.chance(0.2) ? `${name(t.name)}.` : '';
    return statement(scene, verb, { refs: name(t.name), as, where: where(scene, t, as) });
  },

  partition: (scene, verb) => {
    const { random, t, name } = scene;
    // A row that leaves the partitions named is an error: where statements move rows, all are named.
    const moves = t.table.options.includes('LIST');
    const named = random.some(t.partitions, moves ? 3 : 2, 3).join(', ');
    return statement(scene, verb, { refs: `${name(t.name)} PARTITION (${named})`, where: where(scene, t) });
  },

  ignore: (given, verb) => {
    const scene = { ...given, bends: true };
    const { random, t, name } = scene;
    const head = random.pick(['IGNORE ', 'LOW_PRIORITY IGNORE ']);
    const refs = name(t.name);
    if (verb === 'update' && random.chance(0.35)) {
      // Rows that would take the key of another stay as they are.
      const id = name(t.id);
      const items = [t.permuted !== null && random.chance(0.6) ? `${name(t.permuted)} = 10` : `${id} = ${id} + 1`];
      if (random.chance(0.5)) items.push(`${name('n')} = 77`);
      const order = list(' ', random.chance(0.4) ? [`ORDER BY ${id}${random.pick([' DESC', ''])}`] : [], ' ', 0);
      return [`UPDATE ${head}${refs}`, list(' SET ', items, ', ', 1), where(scene, t), order];
    }
    return statement(scene, verb, { head, refs, where: where(scene, t) });
  },

  'modifiers and hints': (scene, verb) => {
    const { random, t, name } = scene;
    const head = random.pick([
      'LOW_PRIORITY ',
      verb === 'delete' ? 'QUICK ' : 'LOW_PRIORITY ',
      '/*+ QB_NAME(q1) */ ',
      '/*+ NO_INDEX_MERGE() */ ',
      '/*+ SET_VAR(sort_buffer_size = 262144) */ LOW_PRIORITY ',
      '/* a comment; with a semicolon */ ',
      '/*!80000 LOW_PRIORITY */ ',
      "/*+ SET_VAR(time_zone = '+03:00') */ ",
      '/*+ NO_SEMIJOIN() NO_BKA() */ ',
    ]);
    // Index hints stand in the references, and a DELETE of one table takes none.
    const hint =
      verb === 'update' && random.chance(0.3) ? random.pick([' USE INDEX ()', ' USE INDEX FOR ORDER BY ()']) : '';
    return statement(scene, verb, { head, refs: `${name(t.name)}${hint}`, where: where(scene, t) });
  },

  'order limit': (scene, verb) => {
    const { random, t, name } = scene;
    const total = random.pick([
      `${name(t.id)}`,
      `${name(t.id)} DESC`,
      `${name('n')}, ${name(t.id)}`,
      `${name('n')} DESC, ${name(t.id)}`,
    ]);
    const order = random.weighted([
      [8, `ORDER BY ${total}`],
      [1, `ORDER BY ${name('n')}`],
      [1, ''],
    ]);
    const limit = random.weighted([
      [8, `LIMIT ${String(random.int(1, 5))}`],
      [1, ''],
      [1, 'LIMIT 1'],
    ]);
    const alias = random.chance(0.15);
    return statement(scene, verb, {
      ...(alias ? { refs: `${name(t.name)} AS x`, as: 'x.' } : { refs: name(t.name) }),
      where: where(scene, t, alias ? 'x.' : ''),
      tail: [order, limit].filter((part) => part !== ''),
    });
  },

  subquery: (scene, verb) => {
    const { random, t, name } = scene;
    const id = name(t.id);
    const test = random.pick([
      `${id} IN (${idQuery(scene)})`,
      `EXISTS (SELECT 1 FROM o WHERE o.t_id = ${name(t.name)}.${id})`,
      `${id} = ANY (${idQuery(scene)})`,
      `${name('n')} < (SELECT MAX(v) + 5 FROM o)`,
      `(${id}, 1) IN (SELECT t_id, 1 FROM o)`,
    ]);
    const made = statement(scene, verb, { refs: name(t.name), where: list(' WHERE ', [test], ' AND ', 1) });
    if (verb === 'delete' || random.chance(0.5)) return made;
    const value = `(SELECT COALESCE(MAX(v), 0) + 60 FROM o WHERE o.t_id = ${name(t.name)}.${id})`;
    return [`UPDATE ${name(t.name)}`, list(' SET ', [`${name('n')} = ${value}`], ', ', 1), where(scene, t)];
  },

  'subquery on itself': (scene, verb) => {
    const { random, t, name } = scene;
    const [id, own] = [name(t.id), name(t.name)];
    const test = random.pick([
      `${id} IN (SELECT y FROM (SELECT ${id} AS y FROM ${own} WHERE ${name('n')} >= 1) AS d)`,
      `${name('n')} <= (SELECT m FROM (SELECT AVG(n) + 1 AS m FROM ${own}) AS d)`,
      `${id} >= (SELECT m FROM (SELECT MIN(${id}) AS m FROM ${own}) AS d)`,
    ]);
    return statement(scene, verb, { refs: own, where: list(' WHERE ', [test], ' AND ', 1) });
  },

  cte: (scene, verb) => {
    const { random, t, name } = scene;
    const id = name(t.id);
    const [head, query] = random.pick([
      [`WITH c AS (${idQuery(scene)}) `, 'SELECT * FROM c'],
      [`WITH c (k) AS (SELECT t_id FROM o), d AS (SELECT k FROM c WHERE k IS NOT NULL) `, 'SELECT k FROM d'],
      [`WITH RECURSIVE c AS (SELECT 1 AS k UNION ALL SELECT k + 1 FROM c WHERE k < 6) `, 'SELECT k FROM c'],
    ] as const);
    const made = statement(scene, verb, {
      refs: name(t.name),
      where: list(' WHERE ', [`${id} IN (${query})`], ' AND ', 1),
    });
    return [head, ...made];
  },

  window: (scene, verb) => {
    const { random, t, name } = scene;
    const [id, own] = [name(t.id), name(t.name)];
    const inner = random.pick([
      `SELECT t_id AS k, ROW_NUMBER() OVER (ORDER BY v DESC, id) AS r FROM o`,
      `SELECT ${id} AS k, RANK() OVER (ORDER BY n, ${id}) AS r FROM ${own}`,
      `SELECT ${id} AS k, NTILE(2) OVER (ORDER BY ${id}) AS r FROM ${own}`,
    ]);
    const test = `${id} IN (SELECT k FROM (${inner}) AS w WHERE r <= ${String(random.int(1, 4))})`;
    return statement(scene, verb, { refs: own, where: list(' WHERE ', [test], ' AND ', 1) });
  },
};

/** A SET for one of several tables. */
export function qualifiedSet(scene: Scene, table: SceneTable, alias: string): string {
  const n = `${alias}.${scene.name(table.n)}`;
  return `${n} = ${scene.random.pick([`${n} + 1`, `60 - ${n}`, '77', `${n} + 100`])}`;
}
