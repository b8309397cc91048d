import type { ForeignKeyFacts, TableFacts } from '../facts.js';
import { column, foreignKey, key, planOver, table, trigger } from '../test-support/reading.js';
import { changedColumns, reachOf, tablesBeyond, type ReachStart } from './reach.js';

/** `parent ← child` by `child.up`, on what it says. */
const tie = (child: string, parent: string, rules: Partial<ForeignKeyFacts> = {}): ForeignKeyFacts =>
  foreignKey({ table: child, columns: ['up'], parent: { schema: 'shop', table: parent }, ...rules });

function family(name: string, children: readonly ForeignKeyFacts[] = [], more: Partial<TableFacts> = {}): TableFacts {
  return table({
    table: name,
    columns: [column('id', 'int', { nullable: false }), column('up', 'int'), column('v', 'int')],
    keys: [key('PRIMARY', ['id']), key('by_up', ['up'], { unique: false })],
    children,
    ...more,
  });
}
const start = (one: TableFacts, deletes: boolean, ...columns: string[]): ReachStart => ({
  table: one,
  deletes,
  columns,
});

describe('what a change reaches by foreign keys', () => {
  it.each([
    ['CASCADE', true, false],
    ['set null', false, true],
    ['SET DEFAULT', false, true],
  ])('of a deletion with %s: deletes %s, changes %s', (onDelete, deletes, changes) => {
    const key = tie('b', 'a', { onDelete });
    const [a, b] = [family('a', [key]), family('b')];
    expect(reachOf([start(a, true)], [a, b], true)).toEqual({
      starts: [start(a, true)],
      keys: [key],
      unknown: [],
      tables: [{ table: b, deletes, columns: changes ? ['up'] : [] }],
      ties: [
        {
          from: { schema: 'shop', table: 'a' },
          fromColumns: ['id'],
          to: { schema: 'shop', table: 'b' },
          toColumns: ['up'],
          index: 'by_up',
          deletes,
          changes,
          moves: false,
        },
      ],
    });
  });

  it.each(['NO ACTION', 'RESTRICT', ''])('is nothing by %s', (rule) => {
    const [a, b] = [family('a', [tie('b', 'a', { onDelete: rule, onUpdate: rule })]), family('b')];
    expect(reachOf([start(a, true, 'id')], [a, b], true)).toMatchObject({ ties: [], tables: [], unknown: [] });
  });

  it('is nothing by the other rule, or of columns that do not change', () => {
    const onDelete = [family('a', [tie('b', 'a', { onDelete: 'CASCADE' })]), family('b')] as const;
    expect(reachOf([start(onDelete[0], false, 'id')], onDelete, true).ties).toEqual([]);
    const onUpdate = [family('a', [tie('b', 'a', { onUpdate: 'CASCADE' })]), family('b')] as const;
    expect(reachOf([start(onUpdate[0], true)], onUpdate, true).ties).toEqual([]);
    expect(reachOf([start(onUpdate[0], false, 'v')], onUpdate, true).ties).toEqual([]);
    expect(reachOf([start(onUpdate[0], false, 'v', 'ID')], onUpdate, true).ties).toMatchObject([
      { deletes: false, changes: true, moves: false },
    ]);
  });

  it('goes on to any depth, and follows what changes on the way', () => {
    const down = { onDelete: 'CASCADE' };
    const [a, b, c] = [family('a', [tie('b', 'a', down)]), family('b', [tie('c', 'b', down)]), family('c')];
    expect(reachOf([start(a, true)], [a, b, c], true).tables.map(({ table: one }) => one.table)).toEqual(['b', 'c']);
    const stops = family('b', [tie('c', 'b', { onUpdate: 'CASCADE' })]);
    expect(reachOf([start(a, true)], [a, stops, c], true).tables.map(({ table: one }) => one.table)).toEqual(['b']);
    const carried = family('b', [tie('c', 'b', { parentColumns: ['up'], onUpdate: 'CASCADE' })]);
    const first = family('a', [tie('b', 'a', { onUpdate: 'CASCADE' })]);
    expect(
      reachOf([start(first, false, 'id')], [first, carried, c], true).tables.map(({ table: one }) => one.table),
    ).toEqual(['b', 'c']);
  });

  it('ends in a cycle, with the tables of the statement among those reached', () => {
    const down = { onDelete: 'CASCADE' };
    const [a, b] = [family('a', [tie('b', 'a', down)]), family('b', [tie('a', 'b', down)])];
    const reach = reachOf([start(a, true)], [a, b], true);
    expect(reach.tables.map(({ table: one, deletes }) => [one.table, deletes])).toEqual([
      ['b', true],
      ['a', true],
    ]);
    expect(reach.ties).toHaveLength(2);
  });

  it('does not come back to the one table that an UPDATE changes: MySQL refuses that', () => {
    const own = tie('a', 'a', { onUpdate: 'CASCADE' });
    const a = family('a', [own]);
    expect(reachOf([start(a, false, 'id')], [a], false)).toMatchObject({ ties: [], tables: [] });
    expect(reachOf([start(a, false, 'id')], [a], true).ties).toHaveLength(1);
  });

  it('does more at a second visit', () => {
    const both = [tie('b', 'a', { onDelete: 'SET NULL' }), tie('b', 'a', { onDelete: 'CASCADE', name: 'second' })];
    const [a, b, c] = [family('a', both), family('b', [tie('c', 'b', { onDelete: 'CASCADE' })]), family('c')];
    const reach = reachOf([start(a, true)], [a, b, c], true);
    expect(reach.tables).toMatchObject([
      { deletes: true, columns: ['up'] },
      { table: { table: 'c' }, deletes: true },
    ]);
  });

  it('moves keys, where the key of the child has a column of the foreign key', () => {
    const a = family('a', [tie('b', 'a', { onUpdate: 'CASCADE' })]);
    const b = family('b', [], { keys: [key('PRIMARY', ['UP', 'id'])] });
    expect(reachOf([start(a, false, 'id')], [a, b], true).ties).toMatchObject([{ moves: true, index: 'PRIMARY' }]);
    const gone = family('a', [tie('b', 'a', { onDelete: 'CASCADE' })]);
    expect(reachOf([start(gone, true)], [gone, b], true).ties).toMatchObject([{ moves: false }]);
  });

  it.each<[string, TableFacts['keys'], string | null]>([
    ['that begins with its columns', [key('x', ['up', 'id'], { unique: false })], 'x'],
    ['in another case', [key('x', ['UP'], { unique: false })], 'x'],
    ['none that begins otherwise', [key('x', ['id', 'up'])], null],
    ['none of a prefix', [{ name: 'x', unique: false, parts: [{ column: 'up', prefix: 3, expression: null }] }], null],
    [
      'none of an expression',
      [{ name: 'x', unique: false, parts: [{ column: null, prefix: null, expression: '(up)' }] }],
      null,
    ],
    ['none that is invisible', [key('x', ['up'], { invisible: true })], null],
  ])('looks rows up by an index %s', (_, keys, index) => {
    const a = family('a', [tie('b', 'a', { onDelete: 'CASCADE' })]);
    expect(reachOf([start(a, true)], [a, family('b', [], { keys })], true).ties).toMatchObject([{ index }]);
  });

  it('says which children are not known, in another schema too', () => {
    const elsewhere = tie('b', 'a', { schema: 'other', onDelete: 'CASCADE' });
    const a = family('a', [elsewhere]);
    expect(reachOf([start(a, true)], [a, family('b')], true)).toMatchObject({ unknown: [elsewhere], tables: [] });
    const view = family('b', [], { schema: 'other', kind: 'view' });
    expect(reachOf([start(a, true)], [a, view], true).unknown).toEqual([elsewhere]);
    const there = family('b', [], { schema: 'other' });
    expect(reachOf([start(a, true)], [a, there], true)).toMatchObject({ unknown: [], tables: [{ table: there }] });
  });
});

describe('the tables beyond those that are read', () => {
  it('are children that a cascade may reach, each once', () => {
    const children = [
      tie('b', 'a', { onDelete: 'CASCADE' }),
      tie('b', 'a', { onUpdate: 'SET NULL', name: 'two' }),
      tie('c', 'a', { onUpdate: 'set default' }),
      tie('d', 'a'),
      tie('a', 'a', { onDelete: 'CASCADE' }),
      tie('a', 'a', { schema: 'other', onDelete: 'CASCADE' }),
    ];
    expect(tablesBeyond([family('a', children)])).toEqual([
      { schema: 'shop', table: 'b' },
      { schema: 'shop', table: 'c' },
      { schema: 'other', table: 'a' },
    ]);
  });
});

describe('the columns that an assignment changes', () => {
  const own = table({
    columns: [
      column('id', 'int'),
      column('a', 'int'),
      column('g', 'int', { generated: 'virtual' }),
      column('up', 'timestamp', { onUpdate: true }),
    ],
  });

  it('are those that are computed or touched too, as the server names them', () => {
    expect(changedColumns(own, ['A'])).toEqual(['a', 'g', 'up']);
    expect(changedColumns(own, [])).toEqual([]);
  });
});

describe('a cascade', () => {
  const kids = (rules: Partial<ForeignKeyFacts>, child: Partial<TableFacts> = {}, parent: Partial<TableFacts> = {}) => {
    const key = tie('b', 'a', rules);
    return [family('a', [key], parent), family('b', [], { foreignKeys: [key], ...child })] as const;
  };
  const found = (text: string, tables: readonly TableFacts[]) =>
    planOver(text, tables).reasons.map(({ code, params }) => [
      code,
      params['child'] ?? params['event'] ?? params['column'] ?? '',
    ]);

  it.each([
    ['DELETE FROM a', { onDelete: 'CASCADE' }],
    ['REPLACE INTO a VALUES (1, 1, 1)', { onDelete: 'CASCADE' }],
    ['UPDATE a SET id = 2', { onUpdate: 'CASCADE' }],
  ])('is captured: %s', (text, rules) => {
    const plan = planOver(text, kids(rules));
    expect(plan.reasons).toEqual([]);
    expect(plan.statements[0]?.ties).toHaveLength(1);
    expect(plan.tables.map(({ table: name }) => name)).toEqual(['a', 'b']);
  });

  it.each([
    'UPDATE a SET v = 1',
    'INSERT INTO a VALUES (1, 1, 1)',
    'INSERT INTO a VALUES (1, 1, 1) ON DUPLICATE KEY UPDATE v = 1',
  ])('is none: %s', (text) => {
    const plan = planOver(text, kids({ onDelete: 'CASCADE', onUpdate: 'CASCADE' }));
    expect([plan.verdict, plan.statements[0]?.ties]).toEqual(['exact', undefined]);
  });

  it.each<[string, readonly TableFacts[], [string, unknown][]]>([
    ['to a table that was not read', [kids({ onDelete: 'CASCADE' })[0]], [['cascades-fire', 'shop.b']]],
    ['from what is not unique', kids({ onDelete: 'CASCADE', parentColumns: ['v'] }), [['cascades-fire', 'shop.b']]],
    [
      'to an ENUM that is not told in full',
      kids({ onDelete: 'CASCADE' }, { columns: [column('id', 'int'), column('up', 'int'), column('e', "enum('?')")] }),
      [
        ['cascades-fire', 'shop.b'],
        ['unsupported-column-type', 'e'],
      ],
    ],
    [
      'to a table whose undo fires triggers',
      kids({ onDelete: 'CASCADE' }, { triggers: [trigger('INSERT')] }),
      [
        ['cascades-fire', 'shop.b'],
        ['undo-triggers-fire', 'INSERT'],
      ],
    ],
    [
      'to a table whose UPDATE trigger would fire in the undo',
      kids({ onDelete: 'SET NULL' }, { triggers: [trigger('UPDATE'), trigger('INSERT')] }),
      [
        ['cascades-fire', 'shop.b'],
        ['undo-triggers-fire', 'UPDATE'],
      ],
    ],
    [
      'that only changes what an undo by UPDATE may',
      kids({ onDelete: 'SET NULL' }, { triggers: [trigger('INSERT')] }),
      [],
    ],
    [
      'that changes a unique value there',
      kids(
        { onDelete: 'SET NULL' },
        { triggers: [trigger('INSERT')], keys: [key('PRIMARY', ['id']), key('up', ['up'])] },
      ),
      [
        ['cascades-fire', 'shop.b'],
        ['undo-triggers-fire', 'INSERT'],
      ],
    ],
    ['to a table with UPDATE triggers only', kids({ onDelete: 'CASCADE' }, { triggers: [trigger('UPDATE')] }), []],
    ['that sets a part of the key', kids({ onDelete: 'SET NULL' }, { keys: [key('PRIMARY', ['up', 'id'])] }), []],
  ])('%s', (_, tables, expected) => {
    expect(found('DELETE FROM a', tables)).toEqual(expected);
  });

  it('leads back for a DELETE alone', () => {
    const own = tie('a', 'a', { onDelete: 'CASCADE' });
    expect(found('DELETE FROM a', [family('a', [own], { foreignKeys: [own] })])).toEqual([]);
    expect(found('REPLACE INTO a VALUES (1, 1, 1)', [family('a', [own], { foreignKeys: [own] })])).toEqual([
      ['cascades-fire', 'shop.a'],
    ]);
  });

  it.each([
    ['REPLACE INTO a SELECT id, up, v FROM b', ['cascades-fire']],
    ['REPLACE INTO a TABLE b', ['cascades-fire']],
    ['REPLACE INTO a VALUES (1, 1, 1)', []],
    ['DELETE FROM a WHERE id IN (SELECT up FROM b)', []],
  ])('that changes what a REPLACE reads is none: %s', (text, codes) => {
    expect(found(text, kids({ onDelete: 'CASCADE' })).map(([code]) => code)).toEqual(codes);
  });

  it('keeps IGNORE from being undone', () => {
    expect(planOver('DELETE IGNORE FROM a', kids({ onDelete: 'CASCADE' })).reasons).toEqual([
      { code: 'form-not-supported', params: { form: 'DELETE IGNORE' } },
    ]);
    expect(planOver('UPDATE IGNORE a SET id = 2', kids({ onUpdate: 'CASCADE' })).reasons[0]?.code).toBe('key-changed');
  });
});
