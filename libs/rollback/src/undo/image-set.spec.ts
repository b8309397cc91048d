import { facts, other, set, statement, statements } from '../test-support/planned.js';
import { foreignKey, key, planOver } from '../test-support/reading.js';
import { changedTables, imageSets, setsOf, tiedSets } from './image-set.js';

describe('the image sets of a plan', () => {
  it.each([
    ['UPDATE t SET e = 1', true, true, false],
    ['UPDATE t SET id = 1', true, true, true],
    ['DELETE FROM r', true, false, false],
    ['INSERT INTO r VALUES (1, 1)', false, true, false],
    ['INSERT IGNORE INTO r VALUES (1, 1)', false, true, false],
    ['INSERT INTO r VALUES (1, 1) ON DUPLICATE KEY UPDATE n = 2', true, true, false],
    ['REPLACE INTO r VALUES (1, 1)', true, true, false],
    ['DELETE FROM r; INSERT INTO r VALUES (1, 1)', true, true, false],
  ])('%s: before %s, after %s, moved %s', (text, hasBefore, hasAfter, movesKeys) => {
    expect(set(text)).toMatchObject({ hasBefore, hasAfter, movesKeys });
  });

  it('are one a table, called by its place among all that are read', () => {
    const { sets } = statements('UPDATE r SET n = 1 WHERE k IN (SELECT id FROM t); DELETE FROM r');
    expect(sets.map(({ table, names }) => [table.table, names.before])).toEqual([['r', '`sluice`.`before_e_1`']]);
    const { sets: both } = statements('DELETE r FROM t JOIN r ON r.k = t.id');
    expect(both.map(({ table, names }) => [table.table, names.before])).toEqual([['r', '`sluice`.`before_e_2`']]);
  });

  it('are none where nothing is undone', () => {
    expect(imageSets(planOver('DELETE FROM r ORDER BY n LIMIT 1', [other]), 'e')).toEqual([]);
  });

  it('of a statement are those of the tables that it changes', () => {
    const { sets } = statements('DELETE x, r FROM t x JOIN r ON r.k = x.id; DELETE FROM r');
    const [joined, single] = statements('DELETE x, r FROM t x JOIN r ON r.k = x.id; DELETE FROM r').statements;
    if (!joined || !single) throw new Error('no statements');
    expect(setsOf(joined, sets).map(({ table }) => table.table)).toEqual(['t', 'r']);
    expect(setsOf(single, sets).map(({ table }) => table.table)).toEqual(['r']);
    expect(changedTables(statement('DELETE x, r FROM t x JOIN r ON r.k = x.id'))).toMatchObject([
      { table: 't', of: '`x`' },
      { table: 'r', of: '`r`' },
    ]);
    expect(changedTables({ ...single, table: null })).toEqual([]);
    expect(setsOf({ ...single, table: { schema: 'elsewhere', table: 'r' } }, sets)).toEqual([]);
  });

  it.each([
    ['CASCADE', { hasBefore: true, hasAfter: false, movesKeys: false }],
    ['SET NULL', { hasBefore: true, hasAfter: true, movesKeys: false }],
  ])('are also those of children by ON DELETE %s', (onDelete, expected) => {
    const tie = foreignKey({ table: 'r', columns: ['n'], parentColumns: ['id'], onDelete });
    const parent = { ...facts, keys: [key('PRIMARY', ['id'])], children: [tie] };
    const plan = planOver('DELETE FROM t', [parent, { ...other, foreignKeys: [tie] }]);
    expect(plan.reasons).toEqual([]);
    const sets = imageSets(plan, 'e');
    expect(sets.map(({ table }) => table.table)).toEqual(['t', 'r']);
    expect(sets[1]).toMatchObject(expected);
    const [deletion] = plan.statements;
    if (!deletion) throw new Error('no statement');
    expect(tiedSets(deletion, sets).map(({ table }) => table.table)).toEqual(['r']);
    expect(setsOf(deletion, sets).map(({ table }) => table.table)).toEqual(['t']);
    expect(tiedSets(statement('DELETE FROM r'), sets)).toEqual([]);
  });
});
