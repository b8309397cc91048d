import { names, planned, statement } from '../test-support/planned.js';
import {
  captureAfter,
  captureBefore,
  captureKeys,
  countSame,
  countThere,
  dropUnchanged,
  insertInto,
} from './capture.js';

describe('the capture of one statement', () => {
  it('reads keys by the statement’s own words', () => {
    const text = 'WITH c AS (SELECT 1) UPDATE /*+ NO_ICP(x) */ t AS x SET e = 1 WHERE x.id = 5--1 # end';
    expect(captureKeys(planned, statement(text), names)).toMatchInlineSnapshot(`
     "INSERT INTO \`sluice\`.\`keys_e_1\` (statement_no, c1, c2)
     WITH c AS (SELECT 1)
     SELECT /*+ NO_ICP(x) */ 1, \`x\`.\`id\`, \`x\`.\`part\`
     FROM t AS x
     WHERE x.id = 5--1
     FOR UPDATE OF \`x\`"
    `);
    const ignoring = statement('UPDATE IGNORE t SET e = 1');
    expect(captureKeys(planned, ignoring, names)).toMatch(/^INSERT IGNORE INTO /);
  });

  it('needs a statement that has one', () => {
    const insert = statement('INSERT INTO r VALUES (1, 2)');
    expect(() => captureKeys(planned, insert, names)).toThrow('statement 1 has no capture');
    const unnamed = statement('DELETE FROM t WHERE id = 1');
    if (!unnamed.capture) throw new Error('no capture');
    const { of: _, ...capture } = unnamed.capture;
    expect(captureKeys(planned, { ...unnamed, capture }, names)).toContain('FOR UPDATE OF `shop`.`t`');
  });

  it('passes over what IGNORE passes over', () => {
    expect([insertInto({ ignore: true }), insertInto({})]).toEqual(['INSERT IGNORE INTO', 'INSERT INTO']);
  });

  it('takes the rows before by their keys', () => {
    expect(captureBefore(planned, 2, names)).toMatchInlineSnapshot(`
     "INSERT INTO \`sluice\`.\`before_e_1\` (statement_no, c1, c2, c3, c4, c5, c6)
     SELECT 2, t.\`id\`, t.\`part\`, t.\`u\`, t.\`e\`, t.\`j\`, t.\`v\`
     FROM \`sluice\`.\`keys_e_1\` k STRAIGHT_JOIN \`shop\`.\`t\` t FORCE INDEX (\`PRIMARY\`) ON k.c1 = t.\`id\` AND k.c2 = t.\`part\`
     WHERE k.statement_no = 2 FOR UPDATE OF t"
    `);
  });

  it('takes the rows after by the keys of those before', () => {
    expect(captureAfter(planned, 2, names)).toMatchInlineSnapshot(`
     "INSERT INTO \`sluice\`.\`after_e_1\` (statement_no, c1, c2, c3, c4, c5, c6)
     SELECT 2, t.\`id\`, t.\`part\`, t.\`u\`, t.\`e\`, t.\`j\`, t.\`v\`
     FROM \`sluice\`.\`before_e_1\` i STRAIGHT_JOIN \`shop\`.\`t\` t FORCE INDEX (\`PRIMARY\`) ON i.c1 = t.\`id\` AND i.c2 = t.\`part\`
     WHERE i.statement_no = 2 FOR UPDATE OF t"
    `);
  });

  it('counts rows that are the same, and rows that are there', () => {
    expect(countSame(planned, 2, names.before)).toMatchInlineSnapshot(`
     "SELECT COUNT(*) FROM \`sluice\`.\`before_e_1\` i STRAIGHT_JOIN \`shop\`.\`t\` t FORCE INDEX (\`PRIMARY\`) ON i.c1 = t.\`id\` AND i.c2 = t.\`part\`
     WHERE i.statement_no = 2 AND CAST(i.c1 AS BINARY) <=> CAST(t.\`id\` AS BINARY)
       AND CAST(i.c2 AS BINARY) <=> CAST(t.\`part\` AS BINARY)
       AND CAST(i.c3 AS BINARY) <=> CAST(t.\`u\` AS BINARY)
       AND i.c4 <=> t.\`e\` AND CAST(i.c4 AS BINARY) <=> CAST(t.\`e\` AS BINARY) AND i.c4 + 0 <=> t.\`e\` + 0
       AND i.c5 <=> t.\`j\` AND CAST(i.c5 AS BINARY) <=> CAST(t.\`j\` AS BINARY) AND JSON_STORAGE_SIZE(i.c5) <=> JSON_STORAGE_SIZE(t.\`j\`)
       AND CAST(i.c6 AS BINARY) <=> CAST(t.\`v\` AS BINARY) FOR SHARE"
    `);
    expect(countThere(planned, 2, names.before)).toMatchInlineSnapshot(`
     "SELECT COUNT(*) FROM \`sluice\`.\`before_e_1\` i STRAIGHT_JOIN \`shop\`.\`t\` t FORCE INDEX (\`PRIMARY\`) ON i.c1 = t.\`id\` AND i.c2 = t.\`part\`
     WHERE i.statement_no = 2 FOR SHARE"
    `);
  });

  it('drops what did not change', () => {
    expect(dropUnchanged(planned, 2, names)).toMatchInlineSnapshot(`
     "DELETE i FROM \`sluice\`.\`before_e_1\` i STRAIGHT_JOIN \`shop\`.\`t\` t FORCE INDEX (\`PRIMARY\`) ON i.c1 = t.\`id\` AND i.c2 = t.\`part\`
     WHERE i.statement_no = 2 AND CAST(i.c1 AS BINARY) <=> CAST(t.\`id\` AS BINARY)
       AND CAST(i.c2 AS BINARY) <=> CAST(t.\`part\` AS BINARY)
       AND CAST(i.c3 AS BINARY) <=> CAST(t.\`u\` AS BINARY)
       AND i.c4 <=> t.\`e\` AND CAST(i.c4 AS BINARY) <=> CAST(t.\`e\` AS BINARY) AND i.c4 + 0 <=> t.\`e\` + 0
       AND i.c5 <=> t.\`j\` AND CAST(i.c5 AS BINARY) <=> CAST(t.\`j\` AS BINARY) AND JSON_STORAGE_SIZE(i.c5) <=> JSON_STORAGE_SIZE(t.\`j\`)
       AND CAST(i.c6 AS BINARY) <=> CAST(t.\`v\` AS BINARY)"
    `);
  });
});
