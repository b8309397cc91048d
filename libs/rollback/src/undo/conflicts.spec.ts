import { facts, other, planned, set, statements } from '../test-support/planned.js';
import { foreignKey, key } from '../test-support/reading.js';
import { clearConflicts, hashConflicts, listConflicts, markChangedRows, markObstacles, readable } from './conflicts.js';

const update = set('UPDATE r SET n = 1');
const wide = set('UPDATE t SET e = 1');
const inserted = set('INSERT INTO r VALUES (1, 1)');
const deleted = set('DELETE FROM r');
const uniqueN = { ...other, keys: [...other.keys, key('n', ['n'])] };

describe('rows that are not as the change left them', () => {
  it('are changed, deleted or inserted again', () => {
    expect(markChangedRows(update)).toMatchInlineSnapshot(`
     [
       "UPDATE \`sluice\`.\`undo_e_1\` u STRAIGHT_JOIN \`shop\`.\`r\` t FORCE INDEX (\`PRIMARY\`) ON u.c1 = t.\`k\` STRAIGHT_JOIN \`sluice\`.\`after_e_1\` a FORCE INDEX (PRIMARY) ON a.c1 = u.c1 AND a.statement_no = u.last_no
     SET u.conflict = 'changed' WHERE u.remains = 1 AND NOT (CAST(a.c1 AS BINARY) <=> CAST(t.\`k\` AS BINARY)
       AND CAST(a.c2 AS BINARY) <=> CAST(t.\`n\` AS BINARY))",
       "UPDATE \`sluice\`.\`undo_e_1\` u LEFT JOIN \`shop\`.\`r\` t FORCE INDEX (\`PRIMARY\`) ON u.c1 = t.\`k\`
     SET u.conflict = 'deleted' WHERE u.remains = 1 AND COALESCE(t.\`k\`) IS NULL",
       "UPDATE \`sluice\`.\`undo_e_1\` u STRAIGHT_JOIN \`shop\`.\`r\` t FORCE INDEX (\`PRIMARY\`) ON u.c1 = t.\`k\` SET u.conflict = 'reinserted' WHERE u.remains = 0",
     ]
    `);
  });

  it('can only be inserted again where none remained', () => {
    expect(markChangedRows(deleted)).toMatchInlineSnapshot(`
     [
       "UPDATE \`sluice\`.\`undo_e_1\` u STRAIGHT_JOIN \`shop\`.\`r\` t FORCE INDEX (\`PRIMARY\`) ON u.c1 = t.\`k\` SET u.conflict = 'reinserted' WHERE u.remains = 0",
     ]
    `);
  });
});

describe('what stands in the way', () => {
  it('is a unique value that another row took', () => {
    expect(markObstacles(update, uniqueN, [update])).toMatchInlineSnapshot(`
     [
       "UPDATE \`sluice\`.\`undo_e_1\` u JOIN \`sluice\`.\`before_e_1\` b FORCE INDEX (PRIMARY) ON b.c1 = u.c1 AND b.statement_no = u.first_no JOIN \`shop\`.\`r\` o ON o.\`n\` = b.c2
     SET u.conflict = 'unique-taken' WHERE u.conflict IS NULL AND u.existed = 1 AND NOT (EXISTS (SELECT 1 FROM \`sluice\`.\`before_e_1\` x WHERE x.c1 = o.\`k\`) OR EXISTS (SELECT 1 FROM \`sluice\`.\`after_e_1\` x WHERE x.c1 = o.\`k\`))",
     ]
    `);
    expect(markObstacles(inserted, uniqueN, [inserted])).toEqual([]);
  });

  it('is not looked for by the key of the rows, by a key that is not unique, nor by a part of a value', () => {
    expect(markObstacles(wide, facts, [wide]).map((sql) => /ON (.*)$/m.exec(sql)?.[1])).toEqual([
      expect.stringContaining('u.first_no JOIN `shop`.`t` o ON o.`u` = b.c3'),
    ]);
    const expression = { name: 'x', unique: true, parts: [{ column: null, prefix: null, expression: '(1)' }] };
    expect(markObstacles(update, { ...other, keys: [...other.keys, expression] }, [update])).toEqual([]);
  });

  it('is a child that others added', () => {
    const parent = {
      ...other,
      children: [foreignKey({ parent: { schema: 'shop', table: 'r' }, parentColumns: ['K'] })],
    };
    expect(markObstacles(update, parent, [update])).toMatchInlineSnapshot(`
     [
       "UPDATE \`sluice\`.\`undo_e_1\` u STRAIGHT_JOIN \`shop\`.\`r\` t FORCE INDEX (\`PRIMARY\`) ON u.c1 = t.\`k\` LEFT JOIN \`sluice\`.\`before_e_1\` b FORCE INDEX (PRIMARY) ON b.c1 = u.c1 AND b.statement_no = u.first_no JOIN \`shop\`.\`c\` k ON k.\`t\` = t.\`k\`
     SET u.conflict = 'child-added' WHERE u.conflict IS NULL AND (u.existed = 0 OR NOT (b.c1 = t.\`k\`)) AND NOT EXISTS (SELECT 1 FROM \`sluice\`.\`before_e_1\` x WHERE x.c1 = t.\`k\`)",
     ]
    `);
    expect(markObstacles(inserted, parent, [inserted])).toMatchInlineSnapshot(`
     [
       "UPDATE \`sluice\`.\`undo_e_1\` u STRAIGHT_JOIN \`shop\`.\`r\` t FORCE INDEX (\`PRIMARY\`) ON u.c1 = t.\`k\`  JOIN \`shop\`.\`c\` k ON k.\`t\` = t.\`k\`
     SET u.conflict = 'child-added' WHERE u.conflict IS NULL AND u.existed = 0",
     ]
    `);
  });

  it('is no child that the undo itself takes away', () => {
    const own = foreignKey({
      table: 'r',
      columns: ['n'],
      parent: { schema: 'shop', table: 'r' },
      parentColumns: ['k'],
    });
    const [sql] = markObstacles(inserted, { ...other, children: [own] }, [inserted]);
    expect(sql).toContain('AND NOT (EXISTS (SELECT 1 FROM `sluice`.`after_e_1` x WHERE x.c1 = k.`k`))');
    const elsewhere = { ...own, schema: 'elsewhere' };
    expect(markObstacles(inserted, { ...other, children: [elsewhere] }, [inserted])[0]).not.toContain('x.c1 = k.');
  });

  it('is a parent that is gone', () => {
    const child = { ...other, foreignKeys: [foreignKey({ table: 'r', columns: ['N'] })] };
    expect(markObstacles(update, child, [update])).toMatchInlineSnapshot(`
     [
       "UPDATE \`sluice\`.\`undo_e_1\` u JOIN \`sluice\`.\`before_e_1\` b FORCE INDEX (PRIMARY) ON b.c1 = u.c1 AND b.statement_no = u.first_no LEFT JOIN \`shop\`.\`t\` p ON p.\`id\` = b.c2
     SET u.conflict = 'parent-missing' WHERE u.conflict IS NULL AND u.existed = 1 AND b.c2 IS NOT NULL AND COALESCE(p.\`id\`) IS NULL AND NOT EXISTS (SELECT 1 FROM \`shop\`.\`r\` t WHERE b.c1 = t.\`k\` AND t.\`n\` = b.c2)",
     ]
    `);
    expect(markObstacles(inserted, child, [inserted])).toEqual([]);
  });

  it('is no parent that the undo itself brings back', () => {
    const { sets } = statements('DELETE FROM r; DELETE FROM t');
    const [child, parent] = sets;
    if (!child || !parent) throw new Error('no sets');
    const keyed = { ...other, foreignKeys: [foreignKey({ table: 'r', columns: ['n'] })] };
    const [sql] = markObstacles(child, keyed, sets);
    expect(sql).toContain('AND NOT EXISTS (SELECT 1 FROM `sluice`.`before_e_2` x WHERE x.c1 = b.c2)');
    const [alone] = markObstacles(child, keyed, [child, { ...parent, hasBefore: false }]);
    expect(alone).not.toContain('x.c1 = b.c2');
  });
});

describe('conflicts for people', () => {
  it('are listed with what was, what was left and what is', () => {
    expect(listConflicts(update, 20)).toMatchInlineSnapshot(`
     "SELECT u.conflict, u.last_no, b.statement_no IS NOT NULL, LEFT(CONVERT(b.c1 USING utf8mb4), 200), LEFT(CONVERT(b.c2 USING utf8mb4), 200), a.statement_no IS NOT NULL, LEFT(CONVERT(a.c1 USING utf8mb4), 200), LEFT(CONVERT(a.c2 USING utf8mb4), 200), t.\`k\` IS NOT NULL, LEFT(CONVERT(t.\`k\` USING utf8mb4), 200), LEFT(CONVERT(t.\`n\` USING utf8mb4), 200)
     FROM \`sluice\`.\`undo_e_1\` u LEFT JOIN \`sluice\`.\`before_e_1\` b FORCE INDEX (PRIMARY) ON b.c1 = u.c1 AND b.statement_no = u.first_no LEFT JOIN \`sluice\`.\`after_e_1\` a FORCE INDEX (PRIMARY) ON a.c1 = u.c1 AND a.statement_no = u.last_no
     LEFT JOIN \`shop\`.\`r\` t FORCE INDEX (\`PRIMARY\`) ON u.c1 = t.\`k\`
     WHERE u.conflict IS NOT NULL ORDER BY u.last_no LIMIT 20"
    `);
    expect(listConflicts(inserted, 20)).toMatchInlineSnapshot(`
     "SELECT u.conflict, u.last_no, 0, NULL, NULL, a.statement_no IS NOT NULL, LEFT(CONVERT(a.c1 USING utf8mb4), 200), LEFT(CONVERT(a.c2 USING utf8mb4), 200), t.\`k\` IS NOT NULL, LEFT(CONVERT(t.\`k\` USING utf8mb4), 200), LEFT(CONVERT(t.\`n\` USING utf8mb4), 200)
     FROM \`sluice\`.\`undo_e_1\` u  LEFT JOIN \`sluice\`.\`after_e_1\` a FORCE INDEX (PRIMARY) ON a.c1 = u.c1 AND a.statement_no = u.last_no
     LEFT JOIN \`shop\`.\`r\` t FORCE INDEX (\`PRIMARY\`) ON u.c1 = t.\`k\`
     WHERE u.conflict IS NOT NULL ORDER BY u.last_no LIMIT 20"
    `);
    expect(listConflicts(deleted, 20)).toContain('b.statement_no IS NOT NULL');
  });

  it('are hashed to the last byte', () => {
    expect(hashConflicts(wide, true)).toMatchInlineSnapshot(`
     "SELECT SHA2(CONCAT_WS('|', u.conflict, t.\`id\` IS NULL, IFNULL(SHA2(CAST(u.c1 AS BINARY), 256), 'NULL'), IFNULL(SHA2(CAST(u.c2 AS BINARY), 256), 'NULL'), IFNULL(SHA2(CAST(t.\`id\` AS BINARY), 256), 'NULL'), IFNULL(SHA2(CAST(t.\`part\` AS BINARY), 256), 'NULL'), IFNULL(SHA2(CAST(t.\`u\` AS BINARY), 256), 'NULL'), IFNULL(SHA2(CAST(t.\`e\` AS BINARY), 256), 'NULL'), IFNULL(t.\`e\` + 0e0, 'NULL'), IFNULL(SHA2(CAST(t.\`j\` AS BINARY), 256), 'NULL'), IFNULL(JSON_STORAGE_SIZE(t.\`j\`), 'NULL'), IFNULL(SHA2(CAST(t.\`v\` AS BINARY), 256), 'NULL')), 256)
     FROM \`sluice\`.\`undo_e_1\` u LEFT JOIN \`shop\`.\`t\` t FORCE INDEX (\`PRIMARY\`) ON u.c1 = t.\`id\` AND u.c2 = t.\`part\`
     WHERE u.conflict IS NOT NULL ORDER BY 1 FOR UPDATE OF t"
    `);
    expect(hashConflicts(update, false)).toMatch(/ORDER BY 1$/);
  });

  it('are forgotten to be asked for again', () => {
    expect(clearConflicts(update)).toBe('UPDATE `sluice`.`undo_e_1` u SET u.conflict = NULL');
  });

  it.each([
    ['varbinary(9)', "CONCAT('0x', HEX(LEFT(CAST(v AS BINARY), 100)))"],
    ['binary(3)', "CONCAT('0x', HEX(LEFT(CAST(v AS BINARY), 100)))"],
    ['mediumblob', "CONCAT('0x', HEX(LEFT(CAST(v AS BINARY), 100)))"],
    ['vector(3)', "CONCAT('0x', HEX(LEFT(CAST(v AS BINARY), 100)))"],
    ['multipoint', "CONCAT('0x', HEX(LEFT(CAST(v AS BINARY), 100)))"],
    ['geomcollection', "CONCAT('0x', HEX(LEFT(CAST(v AS BINARY), 100)))"],
    ['BIT(3)', "CONCAT('0x', HEX(v))"],
    ['varchar(9)', 'LEFT(CONVERT(v USING utf8mb4), 200)'],
    ["enum('blob')", 'LEFT(CONVERT(v USING utf8mb4), 200)'],
    ["set('bit')", 'LEFT(CONVERT(v USING utf8mb4), 200)'],
    ['text', 'LEFT(CONVERT(v USING utf8mb4), 200)'],
  ])('shows %s as %s', (type, expected) => {
    const [column] = planned.columns;
    if (!column) throw new Error('no column');
    expect(readable({ column: { ...column, type } }, 'v')).toBe(expected);
  });
});
