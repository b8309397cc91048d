import { names, planned, plannedOther, statement } from '../test-support/planned.js';
import { captureCome, countCome, createUpsertTable, upsertCopies, upsertNames } from './moved-upserts.js';
import { isOwnName } from './names.js';

const create = [
  'CREATE TABLE `t` (',
  '  `id` int NOT NULL,',
  '  `part` date NOT NULL,',
  '  PRIMARY KEY (`id`,`part`),',
  '  UNIQUE KEY `u` (`part`),',
  '  KEY `plain` (`id`)',
  ') ENGINE=InnoDB',
].join('\n');

describe('rows that an upsert moves to other keys', () => {
  const own = upsertNames(planned, names);

  it('are copied into a table of the same name, with its unique keys', () => {
    expect(own).toEqual({ ...names, moved: '`sluice`.`t`' });
    expect(createUpsertTable(planned, create, own)).toMatchInlineSnapshot(`
     "CREATE TEMPORARY TABLE \`sluice\`.\`t\` (
       \`id\` int NOT NULL,
       \`part\` date NOT NULL,
       sluice_old_1 int NULL /*!80023 INVISIBLE */,
       sluice_old_2 date NULL /*!80023 INVISIBLE */,
       UNIQUE KEY \`sluice_primary\` (\`id\`,\`part\`),
       UNIQUE KEY \`u\` (\`part\`)
     /*!80023 , \`sluice_row_number\` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY INVISIBLE */) ENGINE=InnoDB"
    `);
  });

  it('move as the statement itself says', () => {
    const text = 'INSERT INTO r (k, n) VALUES (1, 2) ON DUPLICATE KEY UPDATE k = k + 100, n = VALUES(n)';
    expect(upsertCopies(statement(text), own)).toMatchInlineSnapshot(`
     "INSERT INTO \`sluice\`.\`t\` (\`k\`, \`n\`)
     VALUES (1, 2)
     ON DUPLICATE KEY UPDATE k = k + 100, n = VALUES(n)"
    `);
    expect(() => upsertCopies(statement('INSERT INTO r VALUES (1, 2)'), own)).toThrow('statement 1 moves no keys');
    expect(() => upsertCopies(statement('DELETE FROM r'), own)).toThrow('statement 1 moves no keys');
  });

  it('come where the copy got rows without an old key', () => {
    expect(countCome(own)).toBe('SELECT COUNT(*) FROM `sluice`.`t` m WHERE m.sluice_old_1 IS NULL');
    expect(captureCome(plannedOther, 2, own)).toMatchInlineSnapshot(`
     "INSERT INTO \`sluice\`.\`after_e_1\` (statement_no, c1, c2)
     SELECT 2, t.\`k\`, t.\`n\`
     FROM \`sluice\`.\`t\` m STRAIGHT_JOIN \`shop\`.\`r\` t FORCE INDEX (\`PRIMARY\`) ON m.\`k\` = t.\`k\`
     WHERE m.sluice_old_1 IS NULL AND CAST(m.\`k\` AS BINARY) <=> CAST(t.\`k\` AS BINARY)
       AND CAST(m.\`n\` AS BINARY) <=> CAST(t.\`n\` AS BINARY) FOR UPDATE OF t"
    `);
  });

  it.each([
    ['marker', true],
    ['Preview', true],
    ['before_x_1', true],
    ['undo_', true],
    ['markers', false],
    ['my_marker', false],
    ['before', false],
    ['old_before_x', false],
    ['t', false],
  ])('never hide a table of ours: %s %s', (name, expected) => {
    expect(isOwnName(name)).toBe(expected);
  });
});
