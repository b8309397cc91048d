import { set } from '../test-support/planned.js';
import { foreignKey } from '../test-support/reading.js';
import {
  countByStatement,
  countConflicts,
  countLeftOver,
  countOrphans,
  countPutBack,
  countToPutBack,
  deleteRows,
  insertRows,
  lockLive,
  updateRows,
} from './put-back.js';
import { undoWay } from './way.js';

const update = set('UPDATE t SET e = 1');
const small = set('UPDATE r SET n = 1');
const inserted = set('INSERT INTO r VALUES (1, 1)');
const deleted = set('DELETE FROM r');

describe('putting rows back', () => {
  it('locks them, and the gaps where they are missing', () => {
    expect(lockLive(small)).toMatchInlineSnapshot(
      `"SELECT COUNT(*) FROM \`sluice\`.\`undo_e_1\` u STRAIGHT_JOIN \`shop\`.\`r\` t FORCE INDEX (\`PRIMARY\`) ON u.c1 = t.\`k\` FOR UPDATE OF t"`,
    );
  });

  it('deletes what the change left and inserts what was before', () => {
    expect(deleteRows(small, 'replace')).toMatchInlineSnapshot(
      `"DELETE t FROM \`sluice\`.\`undo_e_1\` u STRAIGHT_JOIN \`shop\`.\`r\` t FORCE INDEX (\`PRIMARY\`) ON u.c1 = t.\`k\` WHERE u.conflict IS NULL"`,
    );
    expect(insertRows(update, 'replace')).toMatchInlineSnapshot(`
     [
       "INSERT INTO \`shop\`.\`t\` (\`id\`, \`part\`, \`u\`, \`e\`, \`j\`)
     SELECT b.c1, b.c2, b.c3, b.c4, b.c5 FROM \`sluice\`.\`undo_e_1\` u JOIN \`sluice\`.\`before_e_1\` b FORCE INDEX (PRIMARY) ON b.c1 = u.c1 AND b.c2 = u.c2 AND b.statement_no = u.first_no
     WHERE u.existed = 1 AND u.conflict IS NULL",
     ]
    `);
  });

  it('by UPDATE deletes only what was not there before, and inserts only what did not remain', () => {
    expect(deleteRows(small, 'update')).toMatch(
      /WHERE u.conflict IS NULL AND NOT \(u.existed = 1 AND u.remains = 1\)$/,
    );
    expect(insertRows(small, 'update')[0]).toMatch(/WHERE u.existed = 1 AND u.conflict IS NULL AND u.remains = 0$/);
    expect(updateRows(update)).toMatchInlineSnapshot(`
     [
       "UPDATE \`sluice\`.\`undo_e_1\` u STRAIGHT_JOIN \`shop\`.\`t\` t FORCE INDEX (\`PRIMARY\`) ON u.c1 = t.\`id\` AND u.c2 = t.\`part\` STRAIGHT_JOIN \`sluice\`.\`before_e_1\` b FORCE INDEX (PRIMARY) ON b.c1 = u.c1 AND b.c2 = u.c2 AND b.statement_no = u.first_no
     SET t.\`j\` = JSON_OBJECT('sluice', UUID())
     WHERE u.existed = 1 AND u.remains = 1 AND u.conflict IS NULL AND t.\`j\` = b.c5 AND NOT (t.\`j\` <=> b.c5 AND CAST(t.\`j\` AS BINARY) <=> CAST(b.c5 AS BINARY) AND JSON_STORAGE_SIZE(t.\`j\`) <=> JSON_STORAGE_SIZE(b.c5))",
       "UPDATE \`sluice\`.\`undo_e_1\` u STRAIGHT_JOIN \`shop\`.\`t\` t FORCE INDEX (\`PRIMARY\`) ON u.c1 = t.\`id\` AND u.c2 = t.\`part\` STRAIGHT_JOIN \`sluice\`.\`before_e_1\` b FORCE INDEX (PRIMARY) ON b.c1 = u.c1 AND b.c2 = u.c2 AND b.statement_no = u.first_no
     SET t.\`u\` = b.c3, t.\`e\` = b.c4, t.\`j\` = b.c5
     WHERE u.existed = 1 AND u.remains = 1 AND u.conflict IS NULL",
     ]
    `);
    expect(updateRows(small)).toHaveLength(1);
    expect(updateRows({ ...small, table: { ...small.table, keyColumns: ['k', 'n'] } })).toEqual([]);
  });

  it('is by UPDATE where inserting or deleting has a trigger', () => {
    expect(undoWay({ triggers: [] })).toBe('replace');
    expect(undoWay({ triggers: [{ event: 'UPDATE' }] })).toBe('replace');
    expect(undoWay({ triggers: [{ event: 'UPDATE' }, { event: 'DELETE' }] })).toBe('update');
    expect(undoWay({ triggers: [{ event: 'INSERT' }] })).toBe('update');
  });

  it('is compared before COMMIT, generated columns too', () => {
    expect(countToPutBack(update)).toMatchInlineSnapshot(
      `"SELECT COUNT(*) FROM \`sluice\`.\`undo_e_1\` WHERE existed = 1 AND conflict IS NULL"`,
    );
    expect(countPutBack(update)).toMatchInlineSnapshot(`
     "SELECT COUNT(*) FROM \`sluice\`.\`undo_e_1\` u STRAIGHT_JOIN \`shop\`.\`t\` t FORCE INDEX (\`PRIMARY\`) ON u.c1 = t.\`id\` AND u.c2 = t.\`part\` STRAIGHT_JOIN \`sluice\`.\`before_e_1\` b FORCE INDEX (PRIMARY) ON b.c1 = u.c1 AND b.c2 = u.c2 AND b.statement_no = u.first_no
     WHERE u.existed = 1 AND u.conflict IS NULL AND CAST(b.c1 AS BINARY) <=> CAST(t.\`id\` AS BINARY)
       AND CAST(b.c2 AS BINARY) <=> CAST(t.\`part\` AS BINARY)
       AND CAST(b.c3 AS BINARY) <=> CAST(t.\`u\` AS BINARY)
       AND b.c4 <=> t.\`e\` AND CAST(b.c4 AS BINARY) <=> CAST(t.\`e\` AS BINARY) AND b.c4 + 0 <=> t.\`e\` + 0
       AND b.c5 <=> t.\`j\` AND CAST(b.c5 AS BINARY) <=> CAST(t.\`j\` AS BINARY) AND JSON_STORAGE_SIZE(b.c5) <=> JSON_STORAGE_SIZE(t.\`j\`)
       AND CAST(b.c6 AS BINARY) <=> CAST(t.\`v\` AS BINARY)"
    `);
    expect(countLeftOver(small)).toMatchInlineSnapshot(
      `"SELECT COUNT(*) FROM \`sluice\`.\`undo_e_1\` u STRAIGHT_JOIN \`shop\`.\`r\` t FORCE INDEX (\`PRIMARY\`) ON u.c1 = t.\`k\` WHERE u.existed = 0 AND u.conflict IS NULL"`,
    );
  });

  it('is counted by statement, with what is left out', () => {
    expect(countByStatement(small)).toBe(
      'SELECT last_no, COUNT(*) FROM `sluice`.`undo_e_1` WHERE conflict IS NULL GROUP BY last_no',
    );
    expect(countConflicts(small)).toBe('SELECT COUNT(*) FROM `sluice`.`undo_e_1` WHERE conflict IS NOT NULL');
  });
});

describe('rows without a parent', () => {
  const own = foreignKey({ table: 'r', columns: ['N'] });
  const child = foreignKey({ parent: { schema: 'shop', table: 'r' }, parentColumns: ['k'] });

  it('are looked for among those that came back', () => {
    expect(countOrphans(small, { foreignKeys: [own], children: [] })).toMatchInlineSnapshot(`
     [
       "SELECT COUNT(*) FROM \`sluice\`.\`undo_e_1\` u JOIN \`sluice\`.\`before_e_1\` b FORCE INDEX (PRIMARY) ON b.c1 = u.c1 AND b.statement_no = u.first_no
     WHERE u.existed = 1 AND u.conflict IS NULL AND b.c2 IS NOT NULL AND NOT EXISTS (SELECT 1 FROM \`shop\`.\`t\` p WHERE p.\`id\` = b.c2) AND NOT EXISTS (SELECT 1 FROM \`sluice\`.\`after_e_1\` a WHERE a.c1 = u.c1 AND a.statement_no = u.last_no AND a.c2 = b.c2) FOR SHARE",
     ]
    `);
    expect(countOrphans(deleted, { foreignKeys: [own], children: [] })[0]).not.toContain(
      'NOT EXISTS (SELECT 1 FROM `sluice`',
    );
  });

  it('are looked for among the children of those that went', () => {
    expect(countOrphans(small, { foreignKeys: [], children: [child] })).toMatchInlineSnapshot(`
     [
       "SELECT COUNT(*) FROM \`sluice\`.\`undo_e_1\` u JOIN \`sluice\`.\`after_e_1\` a FORCE INDEX (PRIMARY) ON a.c1 = u.c1 AND a.statement_no = u.last_no JOIN \`shop\`.\`c\` k ON k.\`t\` = a.c1
     WHERE u.conflict IS NULL AND NOT EXISTS (SELECT 1 FROM \`shop\`.\`r\` p WHERE p.\`k\` = a.c1) FOR SHARE",
     ]
    `);
  });

  it('are not looked for where nothing came back or went', () => {
    expect(countOrphans(inserted, { foreignKeys: [own], children: [] })).toEqual([]);
    expect(countOrphans(deleted, { foreignKeys: [], children: [child] })).toEqual([]);
  });
});
