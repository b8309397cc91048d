// What an image table must not have: an image is what was written into it.
import { imageSets } from '@sluice/rollback';
import { testServers } from '@sluice/testing';
import type { RowDataPacket } from 'mysql2';
import { makeTables } from '../../test-support/comes-back.js';
import { closeStage, openStage, run, undo, type Stage } from '../../test-support/story.js';

describe.each(testServers())('image tables on $name', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage));

  async function createOf(name: string): Promise<string> {
    const [rows] = await stage.admin.query<RowDataPacket[]>(`SHOW CREATE TABLE ${name}`);
    return String(rows[0]?.['Create Table']);
  }

  it('forbids generated ids, defaults, checks, expressions, self-updating columns and another engine', async () => {
    await makeTables(stage, [
      `CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, n INT NOT NULL DEFAULT 5, d VARCHAR(40) DEFAULT (UUID()), CHECK (n < 100),
         ts TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, v INT AS (n + 1) STORED, w INT AS (n) VIRTUAL, h INT INVISIBLE)`,
      'INSERT INTO t (n) VALUES (1), (2)',
    ]);
    const { key, plan } = await run(stage, 'UPDATE t SET n = n + 1');
    const [set] = imageSets(plan, key.execution);
    for (const name of [set?.names.before ?? '', set?.names.after ?? '']) {
      const create = await createOf(name);
      expect(create).toContain('ENGINE=InnoDB');
      expect(create).toContain('PRIMARY KEY (`statement_no`,`c1`)');
      expect(create.replaceAll('DEFAULT NULL', '')).not.toMatch(
        /AUTO_INCREMENT|DEFAULT (?!CHARSET)|CHECK|GENERATED|ON UPDATE|INVISIBLE|KEY `/,
      );
    }
  });

  it('forbids before and after in one row: two of them would pass the limit of 65,535 bytes', async () => {
    await makeTables(stage, [
      'CREATE TABLE w (id INT PRIMARY KEY, a VARCHAR(10000), b VARCHAR(6000)) CHARSET utf8mb4',
      "INSERT INTO w VALUES (1, REPEAT('한', 8000), 'b')",
    ]);
    const ran = await run(stage, "UPDATE w SET b = 'x'");
    expect(ran).toMatchObject({ plan: { verdict: 'exact' }, result: { outcome: 'effect' } });
    expect((await undo(stage, ran)).result).toMatchObject({ outcome: 'effect' });
  });

  it('forbids a table for each statement: rows say which one they are of', async () => {
    await makeTables(stage, ['CREATE TABLE t (id INT PRIMARY KEY, n INT)', 'INSERT INTO t VALUES (1,1),(2,2)']);
    const { key, plan } = await run(
      stage,
      'UPDATE t SET n = 5 WHERE id = 1; UPDATE t SET n = 6; DELETE FROM t WHERE id = 2',
    );
    const sets = imageSets(plan, key.execution);
    expect(sets).toHaveLength(1);
    const [rows] = await stage.admin.query(
      `SELECT statement_no AS s, c1 AS id, c2 AS n FROM ${sets[0]?.names.before ?? ''} ORDER BY s, id`,
    );
    expect(rows).toEqual([
      { s: 1, id: 1, n: 1 },
      { s: 2, id: 1, n: 5 },
      { s: 2, id: 2, n: 2 },
      { s: 3, id: 2, n: 6 },
    ]);
  });
});
