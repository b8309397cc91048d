import { set } from '../test-support/planned.js';
import { createWorklist, fillWorklist, joinAfter, joinBefore, workOnLive } from './worklist.js';

const update = set('UPDATE t SET e = 1');

describe('the worklist of an undo', () => {
  it('has one row a key', () => {
    expect(createWorklist(update)).toMatchInlineSnapshot(`
     "CREATE TEMPORARY TABLE \`sluice\`.\`undo_e_1\` (
       c1 int NOT NULL,
       c2 date NOT NULL,
       first_no INT UNSIGNED NOT NULL,
       last_no INT UNSIGNED NOT NULL,
       existed TINYINT NOT NULL DEFAULT 0,
       remains TINYINT NOT NULL DEFAULT 0,
       conflict VARCHAR(20) CHARACTER SET ascii NULL,
       PRIMARY KEY (c1, c2)
     ) ENGINE=InnoDB"
    `);
  });

  it('goes from the first image of a row to its last', () => {
    expect(fillWorklist(update)).toMatchInlineSnapshot(`
     [
       "INSERT INTO \`sluice\`.\`undo_e_1\` (c1, c2, first_no, last_no)
     SELECT c1, c2, MIN(statement_no), MAX(statement_no) FROM (SELECT c1, c2, statement_no FROM \`sluice\`.\`before_e_1\` UNION ALL SELECT c1, c2, statement_no FROM \`sluice\`.\`after_e_1\`) i GROUP BY c1, c2",
       "UPDATE \`sluice\`.\`undo_e_1\` u JOIN \`sluice\`.\`before_e_1\` i ON i.c1 = u.c1 AND i.c2 = u.c2 AND i.statement_no = u.first_no SET u.existed = 1",
       "UPDATE \`sluice\`.\`undo_e_1\` u JOIN \`sluice\`.\`after_e_1\` i ON i.c1 = u.c1 AND i.c2 = u.c2 AND i.statement_no = u.last_no SET u.remains = 1",
       "DELETE FROM \`sluice\`.\`undo_e_1\` WHERE existed = 0 AND remains = 0",
     ]
    `);
  });

  it('knows rows that came, and rows that went', () => {
    const came = fillWorklist(set('INSERT INTO r VALUES (1, 1)'));
    expect(came.join('\n')).not.toContain('`before_');
    expect(came).toHaveLength(3);
    const went = fillWorklist(set('DELETE FROM r'));
    expect(went.join('\n')).not.toContain('`after_');
    expect(went).toHaveLength(3);
  });

  it('holds the rows of one chunk where it is asked for one', () => {
    expect(fillWorklist({ ...update, chunk: 7 })).toMatchInlineSnapshot(`
     [
       "INSERT INTO \`sluice\`.\`undo_e_1\` (c1, c2, first_no, last_no, existed, remains)
     SELECT c1, c2, 7, 7, 1, 1 FROM \`sluice\`.\`before_e_1\` WHERE statement_no = 7",
     ]
    `);
    expect(fillWorklist({ ...set('DELETE FROM r'), chunk: 7 })).toMatchInlineSnapshot(`
     [
       "INSERT INTO \`sluice\`.\`undo_e_1\` (c1, first_no, last_no, existed, remains)
     SELECT c1, 7, 7, 1, 0 FROM \`sluice\`.\`before_e_1\` WHERE statement_no = 7",
     ]
    `);
  });

  it('is joined by the key alone: to what is live, to what was, to what was left', () => {
    expect(workOnLive(update)).toMatchInlineSnapshot(
      `"\`sluice\`.\`undo_e_1\` u STRAIGHT_JOIN \`shop\`.\`t\` t FORCE INDEX (\`PRIMARY\`) ON u.c1 = t.\`id\` AND u.c2 = t.\`part\`"`,
    );
    expect(joinBefore(update)).toMatchInlineSnapshot(
      `"JOIN \`sluice\`.\`before_e_1\` b FORCE INDEX (PRIMARY) ON b.c1 = u.c1 AND b.c2 = u.c2 AND b.statement_no = u.first_no"`,
    );
    expect(joinAfter(update, 'LEFT JOIN')).toMatchInlineSnapshot(
      `"LEFT JOIN \`sluice\`.\`after_e_1\` a FORCE INDEX (PRIMARY) ON a.c1 = u.c1 AND a.c2 = u.c2 AND a.statement_no = u.last_no"`,
    );
    expect(joinBefore(update, 'LEFT JOIN')).toMatch(/^LEFT JOIN /);
    expect(joinAfter(update)).toMatch(/^JOIN /);
  });
});
