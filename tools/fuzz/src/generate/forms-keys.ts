// Changes of key values, unique values that permute, and several statements of which a later one sees what an earlier one did.
import type { Statement } from '../case.ts';
import { insertForms } from './forms-inserts.ts';
import { rowForms } from './forms-rows.ts';
import { list, type Scene } from './scene.ts';

export const keyForms: Readonly<Record<string, (scene: Scene) => Statement[]>> = {
  'key change': (scene) => {
    const { random, t, name } = scene;
    const id = name(t.id);
    const some = random.some(t.ids, 1, 3);
    const items = [random.pick([`${id} = ${id} + 1000`, `${id} = 2000 - ${id}`, `${id} = ${id} * 1000`])];
    if (random.chance(0.5)) items.push(`${name('n')} = ${id} % 50`);
    return [
      [
        `UPDATE ${name(t.name)}`,
        list(' SET ', items, ', ', 1),
        list(' WHERE ', [`${id} IN (${some.length > 0 ? some.join(', ') : '1'})`], ' AND ', 1),
      ],
    ];
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
    ];
    return Array.from({ length: random.int(2, 4) }, () => random.pick(makers)());
  },
};
