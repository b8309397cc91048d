import type { PlannedTie } from '@sluice/contracts';
import { imageNames } from './names.js';
import { planned, plannedOther } from '../test-support/planned.js';
import {
  captureTied,
  captureTiedAfter,
  captureWhereBefore,
  countGone,
  countImages,
  countTied,
  dropSame,
  removeAbove,
  tryWriting,
} from './tied-rows.js';

const tie: PlannedTie = {
  from: { schema: 'shop', table: 't' },
  fromColumns: ['ID', 'u'],
  to: { schema: 'shop', table: 'r' },
  toColumns: ['k', 'n'],
  index: 'k_n',
  deletes: true,
  changes: false,
  moves: false,
};
const from = { table: planned, names: imageNames('e', 0) };
const to = { table: plannedOther, names: imageNames('e', 1) };

describe('rows that a statement reaches by a foreign key', () => {
  it('are those that name the rows before, by the index of the key', () => {
    expect(captureTied(tie, from, to, 3)).toMatchInlineSnapshot(`
     "INSERT IGNORE INTO \`sluice\`.\`before_e_2\` (statement_no, c1, c2)
     SELECT 3, t.\`k\`, t.\`n\`
     FROM \`sluice\`.\`before_e_1\` i STRAIGHT_JOIN \`shop\`.\`r\` t FORCE INDEX (\`k_n\`) ON t.\`k\` = i.c1 AND t.\`n\` = i.c3
     WHERE i.statement_no = 3 FOR UPDATE OF t"
    `);
    expect(captureTied({ ...tie, index: null }, from, to, 3)).toContain('`shop`.`r` t  ON');
  });

  it('are those that name the rows after, where keys moved', () => {
    expect(captureTiedAfter(tie, from, to, 3)).toMatchInlineSnapshot(`
     "INSERT IGNORE INTO \`sluice\`.\`after_e_2\` (statement_no, c1, c2)
     SELECT 3, t.\`k\`, t.\`n\`
     FROM \`sluice\`.\`after_e_1\` i STRAIGHT_JOIN \`shop\`.\`r\` t FORCE INDEX (\`k_n\`) ON t.\`k\` = i.c1 AND t.\`n\` = i.c3
     WHERE i.statement_no = 3 FOR UPDATE OF t"
    `);
  });

  it('cannot be named by a column that is not there', () => {
    expect(() => captureTied({ ...tie, fromColumns: ['gone', 'u'] }, from, to, 3)).toThrow('gone is not a column of t');
  });

  it('are counted as often as they are named', () => {
    expect(countTied(tie, from, to, 3)).toMatchInlineSnapshot(`
     "SELECT COUNT(*) FROM \`sluice\`.\`before_e_1\` i STRAIGHT_JOIN \`shop\`.\`r\` t FORCE INDEX (\`k_n\`) ON t.\`k\` = i.c1 AND t.\`n\` = i.c3
     WHERE i.statement_no = 3 FOR SHARE"
    `);
  });

  it('are removed again where they came above the highest id', () => {
    expect(removeAbove(plannedOther, '7')).toBe('DELETE t FROM `shop`.`r` t FORCE INDEX (`PRIMARY`) WHERE t.`k` > 7');
    expect(removeAbove(plannedOther, null)).toBe('DELETE t FROM `shop`.`r` t FORCE INDEX (`PRIMARY`) WHERE TRUE');
  });

  it('are looked for after it where they were before', () => {
    expect(captureWhereBefore(to, 3)).toMatchInlineSnapshot(`
     "INSERT IGNORE INTO \`sluice\`.\`after_e_2\` (statement_no, c1, c2)
     SELECT 3, t.\`k\`, t.\`n\`
     FROM \`sluice\`.\`before_e_2\` i STRAIGHT_JOIN \`shop\`.\`r\` t FORCE INDEX (\`PRIMARY\`) ON i.c1 = t.\`k\`
     WHERE i.statement_no = 3 FOR UPDATE OF t"
    `);
  });

  it('are counted, and forgotten where before and after are the same', () => {
    expect(countImages(3, 'x')).toBe('SELECT COUNT(*) FROM x WHERE statement_no = 3');
    expect(dropSame(to, 3)).toMatchInlineSnapshot(`
     "DELETE i, a FROM \`sluice\`.\`before_e_2\` i STRAIGHT_JOIN \`sluice\`.\`after_e_2\` a ON a.statement_no = i.statement_no AND i.c1 = a.c1
     WHERE i.statement_no = 3 AND CAST(i.c1 AS BINARY) <=> CAST(a.c1 AS BINARY)
       AND CAST(i.c2 AS BINARY) <=> CAST(a.c2 AS BINARY)"
    `);
    expect(countGone(to, 3)).toMatchInlineSnapshot(`
     "SELECT COUNT(*) FROM \`sluice\`.\`before_e_2\` i LEFT JOIN \`shop\`.\`r\` t FORCE INDEX (\`PRIMARY\`) ON i.c1 = t.\`k\`
     WHERE i.statement_no = 3 AND COALESCE(t.\`k\`) IS NULL FOR SHARE"
    `);
  });

  it('are in a table that the account may write to', () => {
    expect(tryWriting(plannedOther)).toMatchInlineSnapshot(`
     [
       "INSERT INTO \`shop\`.\`r\` (\`k\`, \`n\`) SELECT \`k\`, \`n\` FROM \`shop\`.\`r\` WHERE FALSE",
       "UPDATE \`shop\`.\`r\` SET \`k\` = \`k\`, \`n\` = \`n\` WHERE FALSE",
       "DELETE FROM \`shop\`.\`r\` WHERE FALSE",
     ]
    `);
  });
});
