import { set } from '../test-support/planned.js';
import { foreignKey } from '../test-support/reading.js';
import { checkReferences, removeRow, restoredValues, restoreRows, scriptRow, scriptRows } from './script.js';

const wide = set('UPDATE t SET e = 1');
const small = set('UPDATE r SET n = 1');
const before = ['1', '0000-00-00', '69742773', '1', '{"x": 1.0}', '2'];
const after = ['1', '0000-00-00', null, '0', null, '2'];
const row = { before, after };

describe('the rows of a script', () => {
  it('are read by key, before and after', () => {
    expect(scriptRows(wide)).toMatchInlineSnapshot(`
     "SELECT b.statement_no IS NOT NULL, CAST(b.c1 AS CHAR), CAST(b.c2 AS CHAR), HEX(b.c3), CAST(CAST(b.c4 AS UNSIGNED) AS CHAR), CAST(b.c5 AS CHAR CHARACTER SET utf8mb4), CAST(b.c6 AS CHAR), a.statement_no IS NOT NULL, CAST(a.c1 AS CHAR), CAST(a.c2 AS CHAR), HEX(a.c3), CAST(CAST(a.c4 AS UNSIGNED) AS CHAR), CAST(a.c5 AS CHAR CHARACTER SET utf8mb4), CAST(a.c6 AS CHAR)
     FROM \`sluice\`.\`undo_e_1\` u LEFT JOIN \`sluice\`.\`before_e_1\` b FORCE INDEX (PRIMARY) ON b.c1 = u.c1 AND b.c2 = u.c2 AND b.statement_no = u.first_no LEFT JOIN \`sluice\`.\`after_e_1\` a FORCE INDEX (PRIMARY) ON a.c1 = u.c1 AND a.c2 = u.c2 AND a.statement_no = u.last_no
     ORDER BY u.c1, u.c2"
    `);
    expect(scriptRows(set('INSERT INTO r VALUES (1, 1)'))).toMatchInlineSnapshot(`
     "SELECT 0, NULL, NULL, a.statement_no IS NOT NULL, CAST(a.c1 AS CHAR), CAST(a.c2 AS CHAR)
     FROM \`sluice\`.\`undo_e_1\` u  LEFT JOIN \`sluice\`.\`after_e_1\` a FORCE INDEX (PRIMARY) ON a.c1 = u.c1 AND a.statement_no = u.last_no
     ORDER BY u.c1"
    `);
    expect(scriptRows(set('DELETE FROM r'))).toContain('b.statement_no IS NOT NULL');
  });

  it('are cut into what was and what was left', () => {
    expect(scriptRow(small.table, ['1', '5', '6', '1', '5', null])).toEqual({ before: ['5', '6'], after: ['5', null] });
    expect(scriptRow(small.table, ['0', null, null, '1', '5', '6'])).toEqual({ before: null, after: ['5', '6'] });
    expect(scriptRow(small.table, ['1', '5', '6', '0', null, null])).toEqual({ before: ['5', '6'], after: null });
  });
});

describe('the first pass', () => {
  it('removes a row that is as the change left it', () => {
    expect(removeRow(wide, row, 'replace')).toMatchInlineSnapshot(`
     "DELETE FROM \`shop\`.\`t\` WHERE \`id\` = 1 AND \`part\` = '0000-00-00' AND \`id\` <=> 1 AND CAST(\`part\` AS CHAR) <=> '0000-00-00' AND \`u\` IS NULL AND CAST(\`e\` AS UNSIGNED) <=> 0 AND \`j\` IS NULL;
     SET @sluice_wrong = @sluice_wrong + (ROW_COUNT() <> 1);
     "
    `);
    expect(removeRow(wide, { before, after: null }, 'replace')).toBe('');
    expect(removeRow(small, { before: null, after: ['5', '6'] }, 'update')).toMatch(/^DELETE FROM `shop`\.`r`/);
  });

  it('updates it where removing would fire triggers', () => {
    expect(removeRow(wide, row, 'update')).toMatchInlineSnapshot(`
     "SET @sluice_wrong = @sluice_wrong + (SELECT COUNT(*) <> 1 FROM \`shop\`.\`t\` WHERE \`id\` = 1 AND \`part\` = '0000-00-00' AND \`id\` <=> 1 AND CAST(\`part\` AS CHAR) <=> '0000-00-00' AND \`u\` IS NULL AND CAST(\`e\` AS UNSIGNED) <=> 0 AND \`j\` IS NULL FOR UPDATE);
     UPDATE \`shop\`.\`t\` SET \`j\` = JSON_OBJECT('sluice', UUID()) WHERE \`id\` = 1 AND \`part\` = '0000-00-00' AND \`j\` = CAST('{"x": 1.0}' AS JSON) AND NOT (\`j\` <=> CAST('{"x": 1.0}' AS JSON) AND CAST(\`j\` AS BINARY) <=> CAST(CAST('{"x": 1.0}' AS JSON) AS BINARY) AND JSON_STORAGE_SIZE(\`j\`) <=> JSON_STORAGE_SIZE(CAST('{"x": 1.0}' AS JSON)));
     UPDATE \`shop\`.\`t\` SET \`u\` = 'it''s', \`e\` = 1, \`j\` = '{"x": 1.0}' WHERE \`id\` = 1 AND \`part\` = '0000-00-00';
     "
    `);
    const keyed = { ...small, table: { ...small.table, keyColumns: ['k', 'n'] } };
    expect(removeRow(keyed, { before: ['1', '2'], after: ['1', '2'] }, 'update')).not.toContain('UPDATE `shop`');
  });
});

describe('the second pass', () => {
  it('inserts what was there, generated columns left out', () => {
    expect(restoredValues(wide, row, 'replace')).toBe(`(1, '0000-00-00', 'it''s', 1, '{"x": 1.0}')`);
    expect(restoredValues(wide, { before: null, after }, 'replace')).toBeUndefined();
    expect(restoredValues(wide, row, 'update')).toBeUndefined();
    expect(restoredValues(wide, { before, after: null }, 'update')).toBeDefined();
    expect(restoreRows(wide, ['(1)', '(2)'])).toMatchInlineSnapshot(`
     "INSERT INTO \`shop\`.\`t\` (\`id\`, \`part\`, \`u\`, \`e\`, \`j\`) VALUES
     (1),
     (2);
     SET @sluice_wrong = @sluice_wrong + (ROW_COUNT() <> 2);
     "
    `);
  });
});

describe('the third pass', () => {
  const own = foreignKey({ table: 'r', columns: ['N'], parentColumns: ['id'] });
  const child = foreignKey({
    table: 'c',
    columns: ['r'],
    parent: { schema: 'shop', table: 'r' },
    parentColumns: ['k'],
  });

  it('looks for the parents of what came back', () => {
    const back = { before: ['1', '7'], after: ['1', '8'] };
    expect(checkReferences(small, back, { foreignKeys: [own], children: [] })).toMatchInlineSnapshot(`
     "SET @sluice_orphans = @sluice_orphans + (NOT EXISTS (SELECT 1 FROM \`shop\`.\`t\` WHERE \`id\` = 7));
     "
    `);
  });

  it('looks for children of what went', () => {
    const gone = { before: null, after: ['1', '8'] };
    expect(checkReferences(small, gone, { foreignKeys: [own], children: [child] })).toMatchInlineSnapshot(`
     "SET @sluice_orphans = @sluice_orphans + (EXISTS (SELECT 1 FROM \`shop\`.\`c\` WHERE \`r\` = 1) AND NOT EXISTS (SELECT 1 FROM \`shop\`.\`r\` WHERE \`k\` = 1));
     "
    `);
  });

  it('looks for nothing where nothing can have lost its parent', () => {
    const same = { before: ['1', '7'], after: ['1', '7'] };
    expect(checkReferences(small, same, { foreignKeys: [own], children: [child] })).toBe('');
    const unset = { before: ['1', null], after: ['1', '7'] };
    expect(checkReferences(small, unset, { foreignKeys: [own], children: [] })).toBe('');
    expect(checkReferences(small, { before: ['1', '7'], after: null }, { foreignKeys: [], children: [child] })).toBe(
      '',
    );
  });

  it('looks for both at once', () => {
    const both = { before: ['1', '7'], after: ['2', '8'] };
    expect(checkReferences(small, both, { foreignKeys: [own], children: [child] })).toMatch(
      /^SET @sluice_orphans = @sluice_orphans \+ \(NOT EXISTS .*\) \+ \(EXISTS .* AND NOT EXISTS .*\);\n$/,
    );
  });
});
