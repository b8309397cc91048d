import { names, planned, plannedOther, statement } from '../test-support/planned.js';
import {
  captureAbove,
  captureExisting,
  captureGenerated,
  captureStaged,
  countAbove,
  highestKey,
  stageRows,
} from './capture-insert.js';

describe('the rows of an insert', () => {
  it('are staged by its own words', () => {
    expect(stageRows(statement('INSERT INTO r (n, k) VALUES (1, 5--1), (2, 3) /* kept */'), names)).toBe(
      'INSERT INTO `sluice`.`stage_e_1` (`n`, `k`)\nVALUES (1, 5--1), (2, 3)',
    );
    expect(stageRows(statement('INSERT IGNORE INTO r SET k = 1'), names)).toBe(
      'INSERT IGNORE INTO `sluice`.`stage_e_1` \nSET k = 1',
    );
    expect(() => stageRows(statement('DELETE FROM r'), names)).toThrow('statement 1 has no insert');
  });

  it('are looked for by the key, with the gaps locked', () => {
    expect(captureExisting(planned, statement('INSERT INTO r VALUES (1, 2)'), names)).toMatchInlineSnapshot(`
     [
       "INSERT IGNORE INTO \`sluice\`.\`keys_e_1\` (statement_no, c1, c2)
     SELECT DISTINCT 1, t.\`id\`, t.\`part\` FROM \`sluice\`.\`stage_e_1\` s STRAIGHT_JOIN \`shop\`.\`t\` t FORCE INDEX (\`PRIMARY\`) ON s.\`id\` = t.\`id\` AND s.\`part\` = t.\`part\` FOR UPDATE OF t",
     ]
    `);
  });

  it.each(['REPLACE INTO r VALUES (1, 2)', 'INSERT INTO r VALUES (1, 2) ON DUPLICATE KEY UPDATE n = 3'])(
    'are looked for by every unique key: %s',
    (text) => {
      const found = captureExisting(planned, statement(text), names);
      expect(found.map((sql) => /FORCE INDEX \((.*?)\) ON (.*) FOR/.exec(sql)?.slice(1))).toEqual([
        ['`PRIMARY`', 's.`id` = t.`id` AND s.`part` = t.`part`'],
        ['`u`', 's.`u` = t.`u`'],
        ['`pre`', 's.`u` = t.`u`'],
      ]);
    },
  );

  it('came where none was before', () => {
    expect(captureStaged(planned, 2, names, undefined)).toMatchInlineSnapshot(`
     "INSERT INTO \`sluice\`.\`after_e_1\` (statement_no, c1, c2, c3, c4, c5, c6)
     SELECT 2, t.\`id\`, t.\`part\`, t.\`u\`, t.\`e\`, t.\`j\`, t.\`v\`
     FROM (SELECT DISTINCT \`id\`, \`part\` FROM \`sluice\`.\`stage_e_1\`) s STRAIGHT_JOIN \`shop\`.\`t\` t FORCE INDEX (\`PRIMARY\`) ON s.\`id\` = t.\`id\` AND s.\`part\` = t.\`part\`
     LEFT JOIN \`sluice\`.\`keys_e_1\` k ON k.statement_no = 2 AND k.c1 = t.\`id\` AND k.c2 = t.\`part\`
     WHERE k.statement_no IS NULL FOR UPDATE OF t"
    `);
    expect(captureStaged(plannedOther, 2, names, '77')).toContain(
      'WHERE k.statement_no IS NULL AND t.`k` <= 77 FOR UPDATE OF t',
    );
  });

  it('came above the highest id', () => {
    expect(highestKey(plannedOther)).toBe(
      'SELECT `k` FROM `shop`.`r` FORCE INDEX (`PRIMARY`) ORDER BY `k` DESC LIMIT 1 FOR UPDATE',
    );
    expect(countAbove(plannedOther, '7')).toBe(
      'SELECT COUNT(*) FROM `shop`.`r` t FORCE INDEX (`PRIMARY`) WHERE t.`k` > 7 FOR UPDATE',
    );
    expect(countAbove(plannedOther, null)).toMatch(/WHERE TRUE FOR UPDATE$/);
    expect(captureAbove(plannedOther, 2, names, '7')).toMatchInlineSnapshot(`
     "INSERT INTO \`sluice\`.\`after_e_1\` (statement_no, c1, c2)
     SELECT 2, t.\`k\`, t.\`n\`
     FROM \`shop\`.\`r\` t FORCE INDEX (\`PRIMARY\`) WHERE t.\`k\` > 7 FOR UPDATE OF t"
    `);
  });

  it('came in one interval of ids', () => {
    const three = statement('INSERT INTO r (k, n) VALUES (1, 1), (2, 2), (3, 3)');
    expect(captureGenerated(plannedOther, three, names, 10n, 1n)).toMatchInlineSnapshot(`
     "INSERT INTO \`sluice\`.\`after_e_1\` (statement_no, c1, c2)
     SELECT 1, t.\`k\`, t.\`n\` FROM \`shop\`.\`r\` t
     WHERE t.\`k\` BETWEEN 10 AND 12 FOR UPDATE OF t"
    `);
    expect(captureGenerated(plannedOther, three, names, 10n, 5n)).toMatch(
      /WHERE t\.`k` BETWEEN 10 AND 20 AND \(t\.`k` - 10\) % 5 = 0 FOR UPDATE OF t$/,
    );
    const unknown = statement('INSERT INTO r SELECT id, 1 FROM t');
    expect(() => captureGenerated(plannedOther, unknown, names, 1n, 1n)).toThrow('generates no known number of ids');
    expect(() => captureGenerated(plannedOther, statement('DELETE FROM r'), names, 1n, 1n)).toThrow('statement 1');
  });
});
