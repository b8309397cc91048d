import { names, planned } from '../test-support/planned.js';
import { createImageTable, createKeysTable, imageType } from './image-table.js';
import { imageNames } from './names.js';

describe('an image table', () => {
  it('has the types alone: no default, check, generated id or expression', () => {
    expect(createImageTable(planned, names.before)).toMatchInlineSnapshot(`
     "CREATE TABLE IF NOT EXISTS \`sluice\`.\`before_e_1\` (
       statement_no INT UNSIGNED NOT NULL,
       c1 int NOT NULL,
       c2 date NOT NULL,
       c3 varchar(9) CHARACTER SET \`utf8mb4\` COLLATE \`utf8mb4_bin\` NULL,
       c4 enum('a') CHARACTER SET \`utf8mb4\` COLLATE \`utf8mb4_bin\` NULL,
       c5 json NULL,
       c6 int NULL,
       PRIMARY KEY (statement_no, c1, c2)
     ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC"
    `);
  });

  it('is temporary for keys', () => {
    expect(createKeysTable(planned, names)).toMatchInlineSnapshot(`
     "CREATE TEMPORARY TABLE \`sluice\`.\`keys_e_1\` (
       statement_no INT UNSIGNED NOT NULL,
       c1 int NOT NULL,
       c2 date NOT NULL,
       PRIMARY KEY (statement_no, c1, c2)
     ) ENGINE=InnoDB ROW_FORMAT=DYNAMIC"
    `);
  });

  it('says of each column whether it may be NULL, and what its letters are', () => {
    expect(imageType({ type: 'timestamp', charset: null, collation: null }, true)).toBe('timestamp NULL');
    expect(imageType({ type: 'timestamp(3)', charset: null, collation: null }, false)).toBe(
      "timestamp(3) NOT NULL DEFAULT '2000-01-01 00:00:00'",
    );
    expect(imageType({ type: 'char(1)', charset: 'euckr', collation: 'euckr_bin' }, false)).toBe(
      'char(1) CHARACTER SET `euckr` COLLATE `euckr_bin` NOT NULL',
    );
  });

  it('is called after its execution and its place in the plan', () => {
    expect(imageNames('e', 2)).toMatchInlineSnapshot(`
     {
       "after": "\`sluice\`.\`after_e_3\`",
       "before": "\`sluice\`.\`before_e_3\`",
       "joined": "\`sluice\`.\`joined_e_3\`",
       "keys": "\`sluice\`.\`keys_e_3\`",
       "moved": "\`sluice\`.\`moved_e_3\`",
       "stage": "\`sluice\`.\`stage_e_3\`",
       "undo": "\`sluice\`.\`undo_e_3\`",
     }
    `);
    for (const wrong of ['', 'A', 'a b', 'a`', 'x'.repeat(41), '\na']) {
      expect(() => imageNames(wrong, 0)).toThrow(`not an execution key: ${wrong}`);
    }
    expect(imageNames('a0', 0).before).toBe('`sluice`.`before_a0_1`');
  });
});
