// INSERT and REPLACE in all forms. New rows have ids beyond those that are there, where the form does not want it otherwise.
import type { Statement } from '../case.ts';
import { list, qualifiedValue, type Scene } from './scene.ts';

function freshId(scene: Scene, n: number): number {
  return 500 + n * 5 + scene.random.int(0, 3);
}

/** Columns for a list and, by row, their values: always what has no default, the rest by chance. */
function rowsFor(
  scene: Scene,
  ids: readonly number[],
  options: { readonly all?: boolean; readonly defaults?: number } = {},
): { names: string[]; rows: string[][] } {
  const { random, t } = scene;
  const optional = [...t.newRow(1).keys()].filter((name) => !t.required.includes(name) && name !== 'writes');
  const chosen = options.all === true ? optional : random.some(optional, 0, optional.length);
  const names = random.shuffle([...t.required, ...chosen]);
  const rows = ids.map((id) => {
    const row = t.newRow(id);
    return names.map((name) => {
      if (!t.required.includes(name) && random.chance(options.defaults ?? 0.05)) return 'DEFAULT';
      return qualifiedValue(scene, t, name) ?? row.get(name) ?? 'DEFAULT';
    });
  });
  return { names, rows };
}

function into(scene: Scene, names: readonly string[]): string {
  return `${scene.name(scene.t.name)} (${names.map((name) => scene.name(name)).join(', ')})`;
}

const values = (rows: readonly (readonly string[])[], row = ''): ReturnType<typeof list> =>
  list(
    ' VALUES ',
    rows.map((each) => `${row}(${each.join(', ')})`),
    ', ',
    1,
  );

const several = (scene: Scene): number[] => {
  const count = scene.random.int(1, 4);
  return Array.from({ length: count }, (_, i) => freshId(scene, i));
};

/** Ids of which some are taken. */
function mixed(scene: Scene): number[] {
  const { random, t } = scene;
  const taken = random.some(t.ids, 0, 3);
  const ids = [...new Set([...taken, ...(random.chance(0.6) ? [600, 601] : [602])])];
  return random.shuffle(ids);
}

/** A query over `o` that gives a row of `t`: fresh ids out of `o.id`. */
function query(scene: Scene, shift: number): { names: string[]; text: string } {
  const { t, random } = scene;
  const row = t.newRow(700);
  const names = random.shuffle([...t.required, ...(t.required.includes('n') ? [] : ['n'])]);
  const cells = names.map((name) => {
    if (name === t.id) return `o.id + ${String(shift)}`;
    if (name === 'n') return 'o.v';
    if (name === 'k1') return keyExpression(scene, shift);
    return row.get(name) ?? 'NULL';
  });
  return {
    names,
    text: `SELECT ${cells.join(', ')} FROM o${random.pick(['', ' WHERE o.v >= 0', ' ORDER BY o.id LIMIT 3', ' WHERE o.id < 4'])}`,
  };
}

/** The second key column for the row of `o.id`, different for each. */
function keyExpression({ t }: Scene, shift: number): string {
  const definition = t.table.columns.find(({ name }) => name === 'k1')?.definition ?? '';
  const id = `(o.id + ${String(shift)})`;
  if (definition.startsWith('SMALLINT')) return 'o.id % 3';
  if (/^(VARCHAR|CHAR)/.test(definition)) return `CONCAT('k', ${id})`;
  if (/^(BINARY|VARBINARY)/.test(definition)) return `UNHEX(LPAD(HEX(${id}), 6, '0'))`;
  if (/^(DATETIME|TIMESTAMP|DATE)/.test(definition)) return `DATE'2021-01-01' + INTERVAL ${id} DAY`;
  return id;
}

function replaceOrInsert(verb: 'INSERT' | 'REPLACE', scene: Scene): string {
  const { random } = scene;
  return `${verb}${random.pick(['', '', ' LOW_PRIORITY'])} ${random.pick(['INTO ', ''])}`;
}

/** The upsert's second half. `source`: how it names the new row's value of n. */
function upsert(scene: Scene, source: string): ReturnType<typeof list> {
  const { random, name, t } = scene;
  const n = name('n');
  const items = [
    random.pick([
      `${n} = ${source} + 1000`,
      `${n} = ${name(t.name)}.${n} + 1`,
      `${n} = ${name(t.name)}.${n} + ${source} + 1`,
    ]),
  ];
  if (t.permuted !== null && random.chance(0.3)) items.push(`${name(t.permuted)} = NULL`);
  return list(' ON DUPLICATE KEY UPDATE ', items, ', ', 1);
}

export const insertForms: Readonly<Record<string, (scene: Scene) => Statement>> = {
  'insert values': (scene) => {
    const { names, rows } = rowsFor(scene, several(scene));
    const row = scene.random.chance(0.25) ? 'ROW' : '';
    return [`${replaceOrInsert('INSERT', scene)}${into(scene, names)}`, values(rows, row)];
  },

  'insert set': (scene) => {
    const { names, rows } = rowsFor(scene, [freshId(scene, 0)]);
    const items = names.map((name, i) => `${scene.name(name)} = ${rows[0]?.[i] ?? 'DEFAULT'}`);
    return [`${replaceOrInsert('INSERT', scene)}${scene.name(scene.t.name)}`, list(' SET ', items, ', ', 1)];
  },

  'insert without a list': (scene) => {
    const rows = several(scene).map((id) => {
      const row = scene.t.newRow(id);
      return scene.t.visible.map(({ name, generated }) => (generated ? 'DEFAULT' : (row.get(name) ?? 'NULL')));
    });
    return [`${replaceOrInsert('INSERT', scene)}${scene.name(scene.t.name)}`, values(rows)];
  },

  'insert empty and default': (scene) => {
    const { t, name, random } = scene;
    if (t.autoIncrement && t.required.length === 1) {
      return [
        `INSERT INTO ${name(t.name)}`,
        random.pick([' VALUES ()', ' () VALUES (), ()', ' SET n = DEFAULT', ' () VALUES ()']),
      ];
    }
    const { names, rows } = rowsFor(scene, several(scene), { all: true, defaults: 0.6 });
    return [`INSERT INTO ${into(scene, names)}`, values(rows)];
  },

  'insert auto-increment': (scene) => {
    const { t, name, random } = scene;
    const others = rowsFor(
      { ...scene, t: { ...t, required: t.required.filter((each) => each !== t.id) } },
      several(scene),
    );
    const place = others.names.indexOf(t.id);
    const names = others.names.filter((_, i) => i !== place);
    const bodies = others.rows.map((row) => row.filter((_, i) => i !== place));
    const style = random.pick(['absent', 'null', 'default', 'zero', 'mixed']);
    if (style === 'absent')
      return names.length === 0
        ? [`INSERT INTO ${name(t.name)} () VALUES (), ()`]
        : [`INSERT INTO ${into(scene, names)}`, values(bodies)];
    const id = (i: number): string =>
      style === 'null'
        ? 'NULL'
        : style === 'default'
          ? 'DEFAULT'
          : style === 'zero'
            ? '0'
            : i % 2
              ? 'NULL'
              : String(800 + i * 5);
    return [`INSERT INTO ${into(scene, [t.id, ...names])}`, values(bodies.map((row, i) => [id(i), ...row]))];
  },

  'insert select': (scene) => {
    const { names, text } = query(scene, 900);
    const head = scene.random.chance(0.15) ? 'WITH c AS (SELECT 1) ' : '';
    return [`INSERT INTO ${into(scene, names)} ${head}${text}`];
  },

  'insert table': (scene) => {
    const { name, random } = scene;
    return [
      `INSERT INTO copy ${random.pick(['TABLE', 'TABLE', 'SELECT * FROM'])} ${name('o')}${random.pick(['', ' ORDER BY id LIMIT 2'])}`,
    ];
  },

  'insert ignore': (scene) => {
    const { names, rows } = rowsFor(scene, mixed(scene));
    return [`INSERT IGNORE INTO ${into(scene, names)}`, values(rows)];
  },

  'insert partition': (scene) => {
    const { names, rows } = rowsFor(scene, several(scene));
    const all = scene.t.partitions.join(', ');
    const list_ = into(scene, names);
    const at = list_.indexOf(' (');
    return [`INSERT INTO ${list_.slice(0, at)} PARTITION (${all})${list_.slice(at)}`, values(rows)];
  },

  'upsert values()': (scene) => {
    const { names, rows } = rowsFor(scene, mixed(scene));
    const source = names.includes('n') ? `VALUES(${scene.name('n')})` : '7';
    return [`INSERT INTO ${into(scene, names)}`, values(rows), upsert(scene, source)];
  },

  'upsert alias': (scene) => {
    const { names, rows } = rowsFor(scene, mixed(scene));
    const source = names.includes('n') ? `fresh.${scene.name('n')}` : '7';
    return [`INSERT INTO ${into(scene, names)}`, values(rows), ' AS fresh', upsert(scene, source)];
  },

  'replace values': (scene) => {
    const { names, rows } = rowsFor(scene, mixed(scene));
    return [
      `${replaceOrInsert('REPLACE', scene)}${into(scene, names)}`,
      values(rows, scene.random.chance(0.2) ? 'ROW' : ''),
    ];
  },

  'replace set': (scene) => {
    const [id = 600] = mixed(scene);
    const { names, rows } = rowsFor(scene, [id]);
    const items = names.map((name, i) => `${scene.name(name)} = ${rows[0]?.[i] ?? 'DEFAULT'}`);
    return [`${replaceOrInsert('REPLACE', scene)}${scene.name(scene.t.name)}`, list(' SET ', items, ', ', 1)];
  },

  'replace select': (scene) => {
    const { names, text } = query(scene, scene.random.pick([0, 900]));
    return [`REPLACE INTO ${into(scene, names)} ${text}`];
  },

  'replace table': (scene) => [`REPLACE INTO copy ${scene.random.pick(['TABLE', 'SELECT * FROM'])} ${scene.name('o')}`],
};
