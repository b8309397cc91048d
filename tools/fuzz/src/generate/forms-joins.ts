// UPDATE and DELETE over several tables.
import type { Statement } from '../case.ts';
import { qualifiedSet, type Verb } from './forms-rows.ts';
import { assignments, list, type Scene } from './scene.ts';

function multi(
  scene: Scene,
  verb: Verb,
  refs: string,
  targets: readonly string[],
  sets: readonly string[],
  terms: readonly string[],
): Statement {
  const tail = list(' WHERE ', terms, ' AND ', 0);
  const head = scene.random.weighted([
    [20, ''],
    [1, 'LOW_PRIORITY '],
    [1, 'IGNORE '],
    [1, '/*+ NO_BNL() */ '],
  ]);
  if (verb === 'update') return [`UPDATE ${head}${refs}`, list(' SET ', sets, ', ', 1), tail];
  return scene.random.chance(0.5)
    ? [`DELETE ${head}${targets.join(', ')} FROM ${refs}`, tail]
    : [`DELETE ${head}FROM ${targets.join(', ')} USING ${refs}`, tail];
}

export const joinForms: Readonly<Record<string, (scene: Scene, verb: Verb) => Statement>> = {
  join: (scene, verb) => {
    const { random, t, name } = scene;
    const [own, id] = [name(t.name), name(t.id)];
    const on = `${own}.${id} = o.t_id`;
    if (t.partitions.length > 0 && random.chance(0.4)) {
      const refs = `o JOIN ${own} PARTITION (${t.partitions.join(', ')}) ON ${on}`;
      return multi(scene, verb, refs, [own], assignments(scene, t, `${own}.`), ['o.v >= 0']);
    }
    const comma = random.chance(0.4);
    const refs = comma
      ? random.pick([`${own}, o`, `o, ${own}`])
      : random.pick([
          ...[`${own} JOIN o ON ${on}`, `o INNER JOIN ${own} ON ${on}`, `${own} STRAIGHT_JOIN o ON ${on}`],
          `${own} JOIN (SELECT t_id, MAX(v) AS v FROM o GROUP BY t_id) AS o ON ${on}`,
          `(${own} JOIN o ON ${on}) LEFT JOIN o AS o2 ON o2.id = o.id + 1`,
          `${own} JOIN o ON ${on} JOIN o AS o2 ON o2.t_id = o.t_id`,
        ]);
    const sets = [
      ...assignments(scene, t, `${own}.`),
      ...(random.chance(0.4) ? [`${own}.${name('n')} = o.v + 20`] : []),
    ];
    return multi(scene, verb, refs, [own], sets, [...(comma ? [on] : []), `o.v >= ${String(random.int(0, 10))}`]);
  },

  'left join': (scene, verb) => {
    const { random, t, name } = scene;
    const [own, id] = [name(t.name), name(t.id)];
    const left = random.chance(0.7);
    const refs = left
      ? `${own} LEFT JOIN o ON o.t_id = ${own}.${id}`
      : `o RIGHT OUTER JOIN ${own} ON o.t_id = ${own}.${id}`;
    const terms = random.pick([[`o.id IS NULL`], [`(o.v IS NULL OR o.v > 5)`], [`${own}.${id} > 0`]]);
    return multi(scene, verb, refs, [own], assignments(scene, t, `${own}.`), terms);
  },

  'several targets': (scene, verb) => {
    const { random, t, o, name } = scene;
    const [own, id] = [name(t.name), name(t.id)];
    const refs = random.pick([`${own} JOIN o ON o.t_id = ${own}.${id}`, `${own} LEFT JOIN o ON o.t_id = ${own}.${id}`]);
    const sets = [qualifiedSet(scene, t, own), qualifiedSet(scene, o, 'o')];
    return multi(scene, verb, refs, random.shuffle([own, 'o']), sets, [`${own}.${id} >= ${String(random.int(0, 3))}`]);
  },

  'two aliases': (scene, verb) => {
    const { random, t, name } = scene;
    const [own, id] = [name(t.name), name(t.id)];
    const refs = `${own} AS x JOIN ${own} AS y ON x.${id} = y.${id} + ${String(random.pick([0, 1, 1, 2]))}`;
    const both = random.chance(0.3);
    const targets = both ? ['x', 'y'] : [random.pick(['x', 'y'])];
    const sets = targets.map((alias) => qualifiedSet(scene, t, alias));
    if (random.chance(0.3)) sets[0] = `${targets[0] ?? 'x'}.${name('n')} = x.${name('n')} + y.${name('n')} + 1`;
    return multi(scene, verb, refs, targets, sets, [random.pick([`y.${id} > 0`, `x.${name('n')} >= 0`])]);
  },

  using: (scene, verb) => {
    const { random, t, name } = scene;
    // Both have `n`; where the key is called otherwise there is no other common name.
    const common = t.id === 'id' ? random.pick(['id', 'id', 'n']) : 'n';
    const own = name(t.name);
    const refs = random.pick([
      ...[`${own} JOIN o USING (${common})`, `${own} LEFT JOIN o USING (${common})`],
      // By every name that both have.
      `${own} NATURAL LEFT JOIN o`,
    ]);
    return multi(scene, verb, refs, [own], assignments(scene, t, `${own}.`), [`${own}.${name(t.id)} > 0`]);
  },
};
