// INSERT and REPLACE in all forms. New rows have ids beyond those that are there, where the form does not want it otherwise.
import type { Statement } from '../case.ts';
import { list, qualifiedValue, value, type Scene } from './scene.ts';

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
      if (name === t.id && t.autoIncrement && random.chance(0.25)) return random.pick(['NULL', 'DEFAULT', '0']);
      return qualifiedValue(scene, t, name) ?? row.get(name) ?? 'DEFAULT';
    });
  });
  return { names, rows };
}

/** As INSERT without a list wants it. */
function wholeRow(scene: Scene, id: number): string[] {
  const row = scene.t.newRow(id);
  return scene.t.visible.map(({ name, generated }) =>
    generated ? 'DEFAULT' : (qualifiedValue(scene, scene.t, name) ?? row.get(name) ?? 'NULL'),
  );
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

interface Source {
  readonly from: string;
  readonly id: string;
  readonly n: string;
}

/** A query that gives rows of `t`: fresh ids out of those of `o`, or of `t` itself. */
function query(scene: Scene, shift: number): { names: string[]; text: string } {
  const { t, random, name: quote } = scene;
  const source: Source =
    shift > 0 && t.ids.length > 0 && random.chance(0.15)
      ? { from: `${quote(t.name)} AS o`, id: `o.${quote(t.id)}`, n: 'o.n' }
      : { from: 'o', id: 'o.id', n: 'o.v' };
  const row = t.newRow(700);
  const required = t.autoIncrement && random.chance(0.5) ? t.required.filter((name) => name !== t.id) : t.required;
  const names = random.shuffle([...new Set([...required, 'n', ...(required.length === 0 ? [t.id] : [])])]);
  const select = (plus: number, more: string): string => {
    const cells = names.map((name) => {
      if (name === t.id) return `${source.id} + ${String(plus)}`;
      if (name === 'n') return source.n;
      if (name === 'k1') return keyExpression(scene, source, plus);
      return row.get(name) ?? 'NULL';
    });
    return `SELECT ${cells.join(', ')} FROM ${source.from}${more}`;
  };
  const text = random.weighted([
    [3, select(shift, '')],
    [3, select(shift, ` WHERE ${source.n} >= 0`)],
    [2, select(shift, ` ORDER BY ${source.id} LIMIT 3`)],
    [1, select(shift, ` ORDER BY ${source.n} DESC, ${source.id} LIMIT 2 OFFSET 1`)],
    [1, select(shift, ' LIMIT 2')],
    [1, select(shift, ` ORDER BY ${source.n} LIMIT 2`)],
    [1, select(shift, ` WHERE ${source.id} IN (SELECT y.id FROM o AS y WHERE y.v >= 0)`)],
    [1, `${select(shift, ` WHERE ${source.id} < 3`)} UNION ALL ${select(shift + 200, ` WHERE ${source.id} >= 3`)}`],
  ]);
  return { names, text };
}

/** The second key column for the row of `id`, different for each. */
function keyExpression({ t }: Scene, source: Source, shift: number): string {
  const definition = t.table.columns.find(({ name }) => name === 'k1')?.definition ?? '';
  const id = `(${source.id} + ${String(shift)})`;
  if (definition.startsWith('SMALLINT')) return `${source.id} % 3`;
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
  const own = `${name(t.name)}.`;
  const items = [
    random.pick([
      `${n} = ${source} + 1000`,
      `${n} = ${own}${n} + 1`,
      `${n} = ${own}${n} + ${source} + 1`,
      `${n} = IF(${source} > 3, ${source}, ${own}${n} + 5)`,
    ]),
  ];
  if (t.permuted !== null && random.chance(0.3)) items.push(`${name(t.permuted)} = NULL`);
  for (const column of random.some(t.typed, 0, 1)) items.push(`${name(column.name)} = ${value(scene, column)}`);
  // A row that moves to another key.
  if (random.chance(0.15)) items.push(`${name(t.id)} = ${own}${name(t.id)} + 3000`);
  else if (t.autoIncrement && random.chance(0.2)) items.push(`${name(t.id)} = LAST_INSERT_ID(${own}${name(t.id)})`);
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
      return wholeRow(scene, id);
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

  'insert ignore': (given) => {
    const scene = { ...given, bends: true };
    if (scene.random.chance(0.25)) {
      const { names, text } = query(scene, scene.random.pick([0, 0, 900]));
      return [`INSERT IGNORE INTO ${into(scene, names)} ${text}`];
    }
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
    const renamed = scene.random.chance(0.3);
    const alias = renamed ? ` AS fresh (${names.map((_, i) => `f${String(i)}`).join(', ')})` : ' AS fresh';
    const of = renamed ? `f${String(names.indexOf('n'))}` : `fresh.${scene.name('n')}`;
    return [`INSERT INTO ${into(scene, names)}`, values(rows), alias, upsert(scene, names.includes('n') ? of : '7')];
  },

  'upsert select': (scene) => {
    const { random, name } = scene;
    const { names, text } = query(scene, random.pick([0, 0, 0, 900]));
    if (random.chance(0.3)) {
      const columns = names.map((each) => name(each)).join(', ');
      const of = `fresh.${name('n')}`;
      return [`INSERT INTO ${into(scene, names)} SELECT * FROM (${text}) AS fresh (${columns})`, upsert(scene, of)];
    }
    return [`INSERT INTO ${into(scene, names)} ${text}`, upsert(scene, `VALUES(${name('n')})`)];
  },

  'replace values': (scene) => {
    const { random, t } = scene;
    if (random.chance(0.15)) {
      const whole = mixed(scene).map((id) => {
        return wholeRow(scene, id);
      });
      return [`${replaceOrInsert('REPLACE', scene)}${scene.name(t.name)}`, values(whole)];
    }
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
