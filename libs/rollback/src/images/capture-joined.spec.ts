import { names, planned, plannedOther, statement } from '../test-support/planned.js';
import { captureJoined, countKeys, createJoinedTable, gatherJoined, needsJoined } from './capture-joined.js';

const joined = statement(
  'WITH c AS (SELECT 1) UPDATE /*+ NO_BNL() */ t x JOIN r ON r.k = x.id SET x.e = 1, r.n = 2 WHERE r.n > 0',
);

describe('the capture of keys out of joined tables', () => {
  it('keeps moments as texts and takes NULLs', () => {
    expect(createJoinedTable(planned, names)).toMatchInlineSnapshot(`
     "CREATE TEMPORARY TABLE \`sluice\`.\`joined_e_1\` (
       n BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
       c1 int NULL,
       c2 VARCHAR(40) CHARACTER SET ascii NULL
     ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC"
    `);
  });

  it('reads each name of a table that changes, locking nothing else', () => {
    expect(captureJoined(planned, joined, names, '`x`')).toMatchInlineSnapshot(`
     "INSERT INTO \`sluice\`.\`joined_e_1\` (c1, c2)
     WITH c AS (SELECT 1)
     SELECT /*+ NO_BNL() */ DISTINCT \`x\`.\`id\`, CAST(\`x\`.\`part\` AS CHAR)
     FROM t x JOIN r ON r.k = x.id
     WHERE r.n > 0
     FOR UPDATE OF \`x\`"
    `);
    expect(captureJoined(plannedOther, joined, names, '`r`')).toContain('SELECT /*+ NO_BNL() */ DISTINCT `r`.`k`\n');
  });

  it('of one table needs no DISTINCT', () => {
    const single = statement("DELETE FROM t WHERE part = '2024-01-01'");
    expect(captureJoined(planned, single, names, '`t`')).toContain(
      'SELECT  `t`.`id`, CAST(`t`.`part` AS CHAR)\nFROM t\n',
    );
    const ignoring = statement('DELETE IGNORE FROM t');
    expect(captureJoined(planned, ignoring, names, '`t`')).toMatch(/^INSERT IGNORE INTO /);
  });

  it('needs a statement that has a capture', () => {
    expect(() => captureJoined(planned, statement('INSERT INTO r VALUES (1, 2)'), names, '`t`')).toThrow(
      'statement 1 has no capture',
    );
  });

  it('goes on to the keys, each once, without rows that are not there', () => {
    expect(gatherJoined(planned, 3, names)).toMatchInlineSnapshot(`
     "INSERT IGNORE INTO \`sluice\`.\`keys_e_1\` (statement_no, c1, c2)
     SELECT DISTINCT 3, c1, c2 FROM \`sluice\`.\`joined_e_1\` WHERE c1 IS NOT NULL AND c2 IS NOT NULL"
    `);
    expect(countKeys(3, names)).toBe('SELECT COUNT(*) FROM `sluice`.`keys_e_1` WHERE statement_no = 3');
  });

  it.each([
    ['DELETE FROM t', planned, true],
    ['DELETE FROM r', plannedOther, false],
    ['DELETE r FROM r JOIN t ON t.id = r.k', plannedOther, true],
  ] as const)('is the way of %s: %#', (text, table, expected) => {
    expect(needsJoined(table, statement(text))).toBe(expected);
  });

  it.each([
    ['datetime(6)', true],
    ['TIMESTAMP', true],
    ['date', true],
    ['time', false],
    ['year', false],
    ['varchar(9) date', false],
    ['datex', false],
  ])('takes %s for a moment: %s', (type, expected) => {
    const columns = plannedOther.columns.map((column) => ({ ...column, type }));
    expect(needsJoined({ ...plannedOther, columns }, statement('DELETE FROM r'))).toBe(expected);
  });
});
