// Changes of key values, unique values that permute, and several statements of which a later one sees what an earlier one did.
import type { Statement } from '../case.ts';
import { insertForms } from './forms-inserts.ts';
import { joinForms } from './forms-joins.ts';
import { rowForms } from './forms-rows.ts';
import { list, type Scene } from './scene.ts';

/** Assignments that move rows to keys that nobody has. `as`: the name before each column, with its dot. */
function keyChanges({ t, name }: Scene, as: string): string[] {
  const id = `${as}${name(t.id)}`;
  const numbers = [`${id} = ${id} + 1000`, `${id} = 2000 - ${id}`, `${id} = ${id} * 1000`];
  const second = t.table.columns.find((column) => column.name === 'k1')?.definition;
  const k = `${as}k1`;
  if (second === undefined) return numbers;
  if (/^(VARCHAR|CHAR)/.test(second))
    return [`${k} = CONCAT(${k}, 'z')`, `${k} = UPPER(${k})`, `${k} = CONCAT('z', ${k})`];
  if (/^(DATETIME|TIMESTAMP|DATE)/.test(second)) return [`${k} = ${k} + INTERVAL 3 YEAR`, ...numbers];
  if (/^(BINARY|VARBINARY)/.test(second)) return [`${k} = REVERSE(${k})`, ...numbers];
  if (second.startsWith('SMALLINT')) return [`${k} = (${k} + 1) % 3`, `${k} = ${k} + 1`, ...numbers];
  return [`${k} = ${k} + 1000`, `${k} = 5000 - ${k}`];
}

export const keyForms: Readonly<Record<string, (scene: Scene) => Statement[]>> = {
  'key change': (scene) => {
    const { random, t, name } = scene;
    const id = name(t.id);
    const some = random.some(t.ids, 1, 3);
    const items = [random.pick(keyChanges(scene, ''))];
    if (random.chance(0.5)) items.push(`${name('n')} = ${id} % 50`);
    return [
      [
        `UPDATE ${random.chance(0.12) ? 'IGNORE ' : ''}${name(t.name)}`,
        list(' SET ', items, ', ', 1),
        list(' WHERE ', [`${id} IN (${some.length > 0 ? some.join(', ') : '1'})`], ' AND ', 1),
      ],
    ];
  },

  'key change in a join': (scene) => {
    const { random, t, name } = scene;
    const [own, id] = [name(t.name), name(t.id)];
    const on = `${own}.${id} = o.t_id`;
    const refs = random.pick([
      ...[`${own} JOIN o ON ${on}`, `${own}, o`, `${own} LEFT JOIN o ON ${on}`],
      `${own} JOIN (SELECT DISTINCT t_id FROM o) AS o ON ${on}`,
    ]);
    const items = [random.pick(keyChanges(scene, `${own}.`))];
    if (t.permuted !== null && random.chance(0.5))
      items[0] = `${own}.${name(t.permuted)} = -${own}.${name(t.permuted)}`;
    if (random.chance(0.4)) items.push(`${own}.${name('n')} = ${own}.${name('n')} + 30`);
    // The other table's key too.
    if (refs.includes(' o ON') && !refs.includes('SELECT') && random.chance(0.2)) items.push('o.id = o.id + 700');
    const terms = [...(refs.includes(',') ? [on] : []), `${own}.${id} > ${String(random.int(0, 2))}`];
    return [[`UPDATE ${refs}`, list(' SET ', items, ', ', 1), list(' WHERE ', terms, ' AND ', 0)]];
  },

  'key shift': (scene) => {
    const { random, t, name } = scene;
    const id = name(t.id);
    const up = random.chance(0.5);
    return [
      [
        `UPDATE ${name(t.name)} SET ${id} = ${id} ${up ? '+' : '-'} 1`,
        list(' WHERE ', random.chance(0.5) ? [`${id} >= 1`] : [], ' AND ', 0),
        ` ORDER BY ${id}${up ? ' DESC' : ''}`,
      ],
    ];
  },

  'key swap': (scene) => {
    const { t, name } = scene;
    const [a = 1, b = 2] = t.ids;
    const set = (to: string, from: string): Statement => [
      `UPDATE ${name(t.name)} SET ${name(t.id)} = ${to} WHERE ${name(t.id)} = ${from}`,
    ];
    return [set('90000', String(a)), set(String(a), String(b)), set(String(b), '90000')];
  },

  'unique values permute': (scene) => {
    const { random, t, name } = scene;
    const u = name(t.permuted ?? 'u');
    if (random.chance(0.3)) {
      const items = [random.pick([`${u} = -${u}`, `${u} = CASE WHEN ${u} > 30 THEN NULL ELSE ${u} + 1 END`])];
      return [[`UPDATE ${name(t.name)}`, list(' SET ', items, ', ', 1), list(' WHERE ', [`${u} > 0`], ' AND ', 0)]];
    }
    const down = random.chance(0.5);
    return [
      [
        `UPDATE ${name(t.name)} SET ${u} = ${u} ${down ? '-' : '+'} 10`,
        list(' WHERE ', random.chance(0.5) ? [`${u} > 10`] : [`${name(t.id)} > 0`], ' AND ', 1),
        ` ORDER BY ${u}${down ? '' : ' DESC'}`,
      ],
    ];
  },

  'several statements': (scene) => {
    const { random, t } = scene;
    const makers: (() => Statement)[] = [
      () => rowForms['']?.(scene, 'update') ?? [],
      () => rowForms['']?.(scene, 'update') ?? [],
      () => rowForms['']?.(scene, 'delete') ?? [],
      () => insertForms['insert values']?.(scene) ?? [],
      () => rowForms['order limit']?.(scene, random.pick(['update', 'delete'])) ?? [],
      () => [`UPDATE ${scene.name(t.name)} SET ${scene.name('n')} = 5 WHERE ${scene.name(t.id)} >= 500`],
      () => [`DELETE FROM ${scene.name(t.name)} WHERE ${scene.name(t.id)} >= 500`],
      () => [`UPDATE o SET v = v + 1 WHERE id > 1`],
      () => joinForms['join']?.(scene, random.pick(['update', 'delete'])) ?? [],
      () =>
        insertForms[random.pick(['upsert values()', 'replace values', 'insert select', 'insert ignore'])]?.(scene) ??
        [],
      () => keyForms['key change']?.(scene)[0] ?? [],
      // A row that comes back under the key of one that went.
      () => [`DELETE FROM ${scene.name(t.name)} WHERE ${scene.name(t.id)} = ${String(t.ids[0] ?? 1)}`],
    ];
    return Array.from({ length: random.int(2, 4) }, () => random.pick(makers)());
  },
};
