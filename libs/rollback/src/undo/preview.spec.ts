import { set } from '../test-support/planned.js';
import { countPreviewed, listPreviewed } from './preview.js';

const update = set('UPDATE r SET n = 1');

describe('what an undo would do', () => {
  it('is counted with or without the rows that are not as they were left', () => {
    expect(countPreviewed(update, false)).toBe('SELECT COUNT(*) FROM `sluice`.`undo_e_1` u WHERE TRUE');
    expect(countPreviewed(update, true)).toBe('SELECT COUNT(*) FROM `sluice`.`undo_e_1` u WHERE u.conflict IS NULL');
  });

  it('is shown row by row, as it is and as it was', () => {
    expect(listPreviewed(update, true, 20)).toMatchInlineSnapshot(`
     "SELECT t.\`k\` IS NOT NULL, LEFT(CONVERT(t.\`k\` USING utf8mb4), 200), CHAR_LENGTH(t.\`k\`), LEFT(CONVERT(t.\`n\` USING utf8mb4), 200), CHAR_LENGTH(t.\`n\`), u.existed = 1, LEFT(CONVERT(b.c1 USING utf8mb4), 200), CHAR_LENGTH(b.c1), LEFT(CONVERT(b.c2 USING utf8mb4), 200), CHAR_LENGTH(b.c2)
     FROM \`sluice\`.\`undo_e_1\` u LEFT JOIN \`sluice\`.\`before_e_1\` b FORCE INDEX (PRIMARY) ON b.c1 = u.c1 AND b.statement_no = u.first_no
     LEFT JOIN \`shop\`.\`r\` t FORCE INDEX (\`PRIMARY\`) ON u.c1 = t.\`k\`
     WHERE u.conflict IS NULL ORDER BY u.c1 LIMIT 20"
    `);
  });

  it('shows nothing kept of rows that came', () => {
    expect(listPreviewed(set('INSERT INTO r VALUES (1, 1)'), false, 5)).toMatchInlineSnapshot(`
     "SELECT t.\`k\` IS NOT NULL, LEFT(CONVERT(t.\`k\` USING utf8mb4), 200), CHAR_LENGTH(t.\`k\`), LEFT(CONVERT(t.\`n\` USING utf8mb4), 200), CHAR_LENGTH(t.\`n\`), 0, NULL, NULL, NULL, NULL
     FROM \`sluice\`.\`undo_e_1\` u 
     LEFT JOIN \`shop\`.\`r\` t FORCE INDEX (\`PRIMARY\`) ON u.c1 = t.\`k\`
     WHERE TRUE ORDER BY u.c1 LIMIT 5"
    `);
  });
});
