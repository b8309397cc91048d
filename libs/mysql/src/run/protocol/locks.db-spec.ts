// What others may and may not do between capture and change. Each is named after what it forbids.
import type { ImageSet } from '@sluice/rollback';
import { openAdmin, testServers } from '@sluice/testing';
import type { Connection } from 'mysql2/promise';
import { makeTables, snapshots } from '../../test-support/comes-back.js';
import { analyse, closeStage, hash, newKey, openStage, run, undo, type Stage } from '../../test-support/story.js';
import type { RunResult } from '../../types.js';
import { runCaptured } from '../capture-statement.js';
import { compareDefinitions, lockDefinitions } from '../drift.js';
import { createImages } from '../images.js';
import { attemptOnce } from '../transaction.js';

jest.setTimeout(30_000);

describe.each(testServers())('between capture and change on $name', (server) => {
  let stage: Stage;
  let other: Connection;
  beforeAll(async () => {
    stage = await openStage(server);
    other = await openAdmin(server, { database: stage.scratch.name });
    await other.query('SET SESSION innodb_lock_wait_timeout = 1, lock_wait_timeout = 1');
  });
  afterAll(async () => {
    await other.end();
    await closeStage(stage);
  });
  beforeEach(() =>
    makeTables(stage, [
      'CREATE TABLE t (id INT PRIMARY KEY, g INT, n INT)',
      'INSERT INTO t VALUES (1,1,1),(2,2,2)',
      'CREATE TABLE r (g INT PRIMARY KEY, n INT)',
      'INSERT INTO r VALUES (1,10),(2,20)',
      'CREATE TABLE c (id INT PRIMARY KEY, t INT)',
    ]),
  );

  /** One statement; `meanwhile` happens when its rows are captured and the schema is compared. */
  async function runWith(text: string, meanwhile: () => Promise<void>, settings = ''): Promise<RunResult> {
    const { plan } = await analyse(stage.target, text);
    const [statement] = plan.statements;
    if (!statement || plan.verdict !== 'exact') throw new Error(JSON.stringify(plan.reasons));
    const key = newKey();
    stage.ran.push({ key, plan });
    let sets: ImageSet[] = [];
    return attemptOnce(stage.target, {
      key,
      contentHash: hash(text),
      mayRetry: true,
      prepare: async (session) => {
        if (settings !== '') await session.run(settings);
        sets = await createImages(session, plan, key.execution);
      },
      work: async (session) => {
        await lockDefinitions(session, plan.tables);
        const { changed: rows } = await runCaptured({
          sets,
          session,
          plan,
          statement,
          rowLimit: 100,
          beforeChange: async () => {
            const schema = await compareDefinitions(session, plan.tables);
            await meanwhile();
            return schema;
          },
        });
        return { changed: [{ statement: 1, rows }], skipped: 0 };
      },
    });
  }

  it.each([
    'ALTER TABLE t ADD COLUMN x INT',
    'ALTER TABLE t RENAME COLUMN n TO m',
    'RENAME TABLE t TO gone',
    'DROP TABLE t',
    'TRUNCATE t',
    'CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW SET NEW.n = 99',
    'ALTER TABLE c ADD FOREIGN KEY (t) REFERENCES t (id) ON UPDATE CASCADE',
  ])('another schema than the one that was compared: %s', async (ddl) => {
    const result = await runWith('UPDATE t SET n = n + 1', () =>
      expect(other.query(ddl)).rejects.toMatchObject({ errno: 1205 }),
    );
    expect(result).toMatchObject({ outcome: 'effect', changed: [{ rows: 2 }] });
  });

  it('readers of joined tables that are kept waiting', async () => {
    const result = await runWith('UPDATE t JOIN r USING (g) SET t.n = r.n', async () => {
      const [rows] = await other.query('SELECT n FROM r WHERE g = 1 FOR SHARE');
      expect(rows).toEqual([{ n: 10 }]);
      await expect(other.query('UPDATE r SET n = 11 WHERE g = 1')).rejects.toMatchObject({ errno: 1205 });
      await expect(other.query('SELECT n FROM t WHERE id = 1 FOR SHARE')).rejects.toMatchObject({ errno: 1205 });
    });
    expect(result).toMatchObject({ outcome: 'effect', changed: [{ rows: 2 }] });
  });

  it('readers by snapshot that are kept waiting', async () => {
    const result = await runWith('UPDATE t SET n = n + 1', async () => {
      const [rows] = await other.query('SELECT n FROM t ORDER BY id');
      expect(rows).toEqual([{ n: 1 }, { n: 2 }]);
    });
    expect(result).toMatchObject({ outcome: 'effect' });
  });

  it('the first of two statements kept when the second waits in vain', async () => {
    const before = await snapshots(stage, ['t', 'r']);
    await other.query('BEGIN');
    await other.query('SELECT * FROM r FOR UPDATE');
    try {
      const ran = await run(stage, 'UPDATE t SET n = 9; UPDATE r SET n = 9', { limits: { lockWaitSeconds: 1 } });
      expect(ran.result).toMatchObject({
        outcome: 'no-effect',
        failure: { code: 'lock-wait-timeout' },
        retryable: true,
      });
    } finally {
      await other.query('ROLLBACK');
    }
    expect(await snapshots(stage, ['t', 'r'])).toEqual(before);
  });

  it('a row that was committed after our snapshot taken for one that an upsert made', async () => {
    await other.query('BEGIN');
    await other.query('INSERT INTO t VALUES (7, 7, 7)');
    const running = run(stage, 'INSERT INTO t VALUES (7, 0, 1), (8, 0, 1) ON DUPLICATE KEY UPDATE n = t.n + 1');
    await new Promise((resolve) => setTimeout(resolve, 500));
    await other.query('COMMIT');
    const ran = await running;
    expect(ran.result).toMatchObject({ outcome: 'effect', changed: [{ rows: 2 }] });
    expect((await undo(stage, ran)).result).toMatchObject({ outcome: 'effect' });
    const [rows] = await stage.admin.query('SELECT * FROM t WHERE id > 2');
    expect(rows).toEqual([{ id: 7, g: 7, n: 7 }]);
  });

  it.each([
    ['one for each', 'INSERT INTO ai (n) VALUES (1), (2), (3)'],
    ['out of a query', 'INSERT INTO ai (n) SELECT n FROM r'],
    ['given and made', 'INSERT INTO ai (id, n) VALUES (50, 1), (NULL, 2), (0, 3)'],
  ])('generated ids counted from the first, where they come in steps: %s', async (_, text) => {
    await makeTables(stage, [
      'CREATE TABLE ai (id INT AUTO_INCREMENT PRIMARY KEY, n INT)',
      'INSERT INTO ai VALUES (1, 0), (4, 0), (25, 0), (32, 0)',
      'CREATE TABLE r (g INT PRIMARY KEY, n INT)',
      'INSERT INTO r VALUES (1,10),(2,20)',
    ]);
    const before = await snapshots(stage, ['ai']);
    const settings = 'SET SESSION auto_increment_increment = 7, SESSION auto_increment_offset = 3';
    const result = await runWith(text, () => Promise.resolve(), settings);
    expect(result).toMatchObject({ outcome: 'effect' });
    expect(await snapshots(stage, ['ai'])).not.toEqual(before);
    const { key, plan } = stage.ran.at(-1) ?? {};
    if (!key || !plan) throw new Error('nothing ran');
    expect((await undo(stage, { key, plan, result })).result).toMatchObject({ outcome: 'effect' });
    expect(await snapshots(stage, ['ai'])).toEqual(before);
  });
});
