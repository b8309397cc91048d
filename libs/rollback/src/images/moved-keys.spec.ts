import { names, planned, plannedOther, set, statement } from '../test-support/planned.js';
import {
  captureMoved,
  copyRows,
  countMoved,
  countNotVacated,
  countStayed,
  createMovedTable,
  dropStayed,
  dropUnmoved,
  moveCopies,
} from './moved-keys.js';

const create = 'CREATE TABLE `t` (\n  `id` int NOT NULL,\n  `part` date NOT NULL\n) ENGINE=InnoDB';

describe('rows that move to other keys', () => {
  it('are copied with their old key beside them', () => {
    expect(createMovedTable(planned, create, names)).toMatchInlineSnapshot(`
     "CREATE TEMPORARY TABLE \`sluice\`.\`moved_e_1\` (
       \`id\` int NOT NULL,
       \`part\` date NOT NULL,
       sluice_old_1 int NOT NULL,
       sluice_old_2 date NOT NULL,
       KEY (sluice_old_1, sluice_old_2)
     /*!80023 , \`sluice_row_number\` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY INVISIBLE */) ENGINE=InnoDB"
    `);
    expect(copyRows(planned, 2, names)).toMatchInlineSnapshot(`
     "INSERT INTO \`sluice\`.\`moved_e_1\` (\`id\`, \`part\`, \`u\`, \`e\`, \`j\`, sluice_old_1, sluice_old_2)
     SELECT c1, c2, c3, c4, c5, c1, c2 FROM \`sluice\`.\`before_e_1\` WHERE statement_no = 2"
    `);
  });

  it('move as the statement’s own SET list says', () => {
    const alone = statement('WITH c AS (SELECT 1) UPDATE t AS x SET x.id = x.id + 1, e = shop.x.u WHERE u > 1');
    expect(moveCopies(alone, [{ table: planned, names }])).toMatchInlineSnapshot(`
     "WITH c AS (SELECT 1)
     UPDATE \`sluice\`.\`moved_e_1\` AS \`x\` SET x.id = x.id + 1, e = x.u"
    `);
    expect(moveCopies(statement('UPDATE IGNORE t SET id = 5'), [{ table: planned, names }])).toBe(
      '\nUPDATE IGNORE `sluice`.`moved_e_1` AS `t` SET id = 5',
    );
  });

  it('move in a join on copies of all that change; what is only read is read where it is', () => {
    const text = 'UPDATE t AS x JOIN r USING (k) SET x.id = r.n, shop.x.e = 1 WHERE shop.x.u = 2';
    const sets = [{ table: planned, names }];
    expect(moveCopies(statement(text), sets)).toMatchInlineSnapshot(`
     "
     UPDATE \`sluice\`.\`moved_e_1\` AS \`x\` JOIN r USING (k)
     SET x.id = r.n, x.e = 1
     WHERE x.u = 2"
    `);
    expect(() => moveCopies(statement(text), [{ table: plannedOther, names }])).toThrow('statement 1 has no copy of t');
  });

  it('are none where nothing moves them', () => {
    expect(() => moveCopies(statement('UPDATE t SET e = 1'), [{ table: planned, names }])).toThrow('moves no keys');
    expect(() => moveCopies(statement('UPDATE t SET id = 1'), [])).toThrow('moves no keys');
    expect(() => moveCopies(statement('INSERT INTO r VALUES (1, 1)'), [{ table: planned, names }])).toThrow(
      'statement 1',
    );
  });

  it('are counted and captured as what became of their copies', () => {
    expect(countMoved(plannedOther, 2, names)).toMatchInlineSnapshot(`
     "SELECT COUNT(*) FROM \`sluice\`.\`before_e_1\` i STRAIGHT_JOIN \`sluice\`.\`moved_e_1\` m ON i.c1 = m.sluice_old_1
     WHERE i.statement_no = 2 AND NOT (CAST(i.c1 AS BINARY) <=> CAST(m.\`k\` AS BINARY)
       AND CAST(i.c2 AS BINARY) <=> CAST(m.\`n\` AS BINARY))"
    `);
    expect(captureMoved(plannedOther, 2, names)).toMatchInlineSnapshot(`
     "INSERT INTO \`sluice\`.\`after_e_1\` (statement_no, c1, c2)
     SELECT 2, t.\`k\`, t.\`n\`
     FROM \`sluice\`.\`before_e_1\` i STRAIGHT_JOIN \`sluice\`.\`moved_e_1\` m ON i.c1 = m.sluice_old_1 STRAIGHT_JOIN \`shop\`.\`r\` t FORCE INDEX (\`PRIMARY\`) ON m.\`k\` = t.\`k\`
     WHERE i.statement_no = 2 AND NOT (CAST(i.c1 AS BINARY) <=> CAST(m.\`k\` AS BINARY)
       AND CAST(i.c2 AS BINARY) <=> CAST(m.\`n\` AS BINARY))
       AND CAST(m.\`k\` AS BINARY) <=> CAST(t.\`k\` AS BINARY)
       AND CAST(m.\`n\` AS BINARY) <=> CAST(t.\`n\` AS BINARY) FOR UPDATE OF t"
    `);
    expect(dropUnmoved(plannedOther, 2, names)).toMatchInlineSnapshot(`
     "DELETE i FROM \`sluice\`.\`before_e_1\` i STRAIGHT_JOIN \`sluice\`.\`moved_e_1\` m ON i.c1 = m.sluice_old_1
     WHERE i.statement_no = 2 AND CAST(i.c1 AS BINARY) <=> CAST(m.\`k\` AS BINARY)
       AND CAST(i.c2 AS BINARY) <=> CAST(m.\`n\` AS BINARY)"
    `);
  });

  it('leave nothing under an old key that nothing moved to', () => {
    expect(countNotVacated(plannedOther, 2, names)).toMatchInlineSnapshot(`
     "SELECT COUNT(*) FROM \`sluice\`.\`before_e_1\` i STRAIGHT_JOIN \`shop\`.\`r\` t FORCE INDEX (\`PRIMARY\`) ON i.c1 = t.\`k\`
     LEFT JOIN \`sluice\`.\`after_e_1\` a ON a.statement_no = i.statement_no AND a.c1 = i.c1
     WHERE i.statement_no = 2 AND a.statement_no IS NULL FOR SHARE"
    `);
  });

  it('stay where they are under IGNORE: as before, and nothing became what their copy is', () => {
    expect(countStayed(plannedOther, 2, names, 'as-before')).toMatchInlineSnapshot(`
     "SELECT COUNT(*) FROM \`sluice\`.\`before_e_1\` i STRAIGHT_JOIN \`sluice\`.\`moved_e_1\` m ON i.c1 = m.sluice_old_1 STRAIGHT_JOIN \`shop\`.\`r\` t FORCE INDEX (\`PRIMARY\`) ON i.c1 = t.\`k\`
     WHERE i.statement_no = 2 AND CAST(i.c1 AS BINARY) <=> CAST(t.\`k\` AS BINARY)
       AND CAST(i.c2 AS BINARY) <=> CAST(t.\`n\` AS BINARY)
       AND NOT (CAST(i.c1 AS BINARY) <=> CAST(m.\`k\` AS BINARY)
       AND CAST(i.c2 AS BINARY) <=> CAST(m.\`n\` AS BINARY)) FOR SHARE"
    `);
    expect(dropStayed(plannedOther, 2, names, 'as-before-alone')).toMatchInlineSnapshot(`
     "DELETE i FROM \`sluice\`.\`before_e_1\` i STRAIGHT_JOIN \`sluice\`.\`moved_e_1\` m ON i.c1 = m.sluice_old_1 STRAIGHT_JOIN \`shop\`.\`r\` t FORCE INDEX (\`PRIMARY\`) ON i.c1 = t.\`k\`
     WHERE i.statement_no = 2 AND CAST(i.c1 AS BINARY) <=> CAST(t.\`k\` AS BINARY)
       AND CAST(i.c2 AS BINARY) <=> CAST(t.\`n\` AS BINARY)
       AND NOT (CAST(i.c1 AS BINARY) <=> CAST(m.\`k\` AS BINARY)
       AND CAST(i.c2 AS BINARY) <=> CAST(m.\`n\` AS BINARY)) AND NOT EXISTS (SELECT 1 FROM \`shop\`.\`r\` n FORCE INDEX (\`PRIMARY\`) WHERE m.\`k\` = n.\`k\` AND CAST(m.\`k\` AS BINARY) <=> CAST(n.\`k\` AS BINARY)
       AND CAST(m.\`n\` AS BINARY) <=> CAST(n.\`n\` AS BINARY))"
    `);
  });

  it('are known to their image set', () => {
    expect([set('UPDATE t SET id = 1').movesKeys, set('UPDATE t SET e = 1').movesKeys]).toEqual([true, false]);
  });
});
