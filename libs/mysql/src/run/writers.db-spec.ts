// Forbids: a writer that commits between capture and change, whatever form the condition has.
import type { ImageSet } from '@sluice/rollback';
import { openAdmin, testServers } from '@sluice/testing';
import type { Connection } from 'mysql2/promise';
import { openSession } from '../connect/session.js';
import { snapshot } from '../test-support/judge.js';
import { analyse, closeStage, hash, newKey, openStage, undo, type Stage } from '../test-support/story.js';
import { runCaptured } from './capture-statement.js';
import { compareDefinitions, lockDefinitions } from './drift.js';
import { createImages } from './images.js';
import { runChange } from './run-change.js';
import { attemptOnce } from './transaction.js';
import type { MarkerKey } from '../types.js';

const forms: readonly (readonly [string, string])[] = [
  ['IN', 'UPDATE t SET n = n + 1 WHERE g IN (SELECT g FROM o WHERE hot = 1)'],
  ['NOT IN', 'UPDATE t SET n = n + 1 WHERE g NOT IN (SELECT g FROM o WHERE hot = 0)'],
  ['EXISTS', 'DELETE FROM t WHERE EXISTS (SELECT 1 FROM o WHERE o.g = t.g AND hot = 1)'],
  ['scalar', 'UPDATE t SET n = n + 1 WHERE g <= (SELECT MAX(g) FROM o WHERE hot = 1)'],
  ['ANY', 'DELETE FROM t WHERE g = ANY (SELECT g FROM o WHERE hot = 1)'],
  ['derived', 'UPDATE t SET n = n + 1 WHERE g IN (SELECT g FROM (SELECT g FROM o WHERE hot = 1) d)'],
  ['CTE', 'WITH h AS (SELECT g FROM o WHERE hot = 1) UPDATE t SET n = n + 1 WHERE g IN (SELECT g FROM h)'],
  ['itself', 'UPDATE t SET n = n + 1 WHERE g <= (SELECT AVG(g) FROM (SELECT g FROM t) x)'],
  ['comma', 'UPDATE t, o SET t.n = t.n + 1 WHERE t.g = o.g AND o.hot = 1'],
  ['JOIN', 'DELETE t FROM t JOIN o ON o.g = t.g WHERE o.hot = 1'],
  ['LEFT JOIN', 'UPDATE t LEFT JOIN o ON o.g = t.g SET t.n = t.n + 1 WHERE o.hot IS NULL OR o.hot = 1'],
  ['a moved key', 'UPDATE t SET id = id + 100 WHERE g IN (SELECT g FROM o WHERE hot = 1)'],
  ['SET list', 'UPDATE t SET n = (SELECT COUNT(*) FROM o WHERE hot = 1) WHERE g = 1'],
];
/** Each would change the set of rows, or what the change makes of them. */
const writes = [
  'UPDATE o SET hot = 1 - hot WHERE g = 2',
  'INSERT INTO o VALUES (3, 1)',
  'INSERT INTO t VALUES (50, 1, 0)',
  'UPDATE t SET g = 1 WHERE id = 3',
];

describe.each(testServers())('writers between capture and change on $name', (server) => {
  let stage: Stage;
  const writers: Connection[] = [];
  beforeAll(async () => {
    stage = await openStage(server);
    for (const _ of writes) {
      const writer = await openAdmin(server, { database: stage.scratch.name });
      await writer.query('SET SESSION innodb_lock_wait_timeout = 1');
      writers.push(writer);
    }
  });
  afterAll(async () => {
    for (const writer of writers) await writer.end();
    await closeStage(stage);
  });
  beforeEach(async () => {
    await stage.admin.query('DROP TABLE IF EXISTS t, o');
    await stage.admin.query('CREATE TABLE t (id INT PRIMARY KEY, g INT NOT NULL, n INT, KEY (g))');
    await stage.admin.query('CREATE TABLE o (g INT PRIMARY KEY, hot INT NOT NULL)');
    await stage.admin.query('INSERT INTO t VALUES (1,1,0),(2,1,0),(3,2,0),(4,3,0),(5,9,0)');
    await stage.admin.query('INSERT INTO o VALUES (1,1),(2,0),(9,0)');
  });

  it.each(forms)('are kept out or change nothing: %s', async (_, text) => {
    const { plan } = await analyse(stage.target, text);
    expect(plan).toMatchObject({ verdict: 'exact', reasons: [] });
    const [statement] = plan.statements;
    if (!statement) throw new Error('no statement');
    const key = newKey();
    stage.ran.push({ key, plan });
    let sets: ImageSet[] = [];
    let committed: string[] = [];
    let before: string[] = [];
    const result = await attemptOnce(stage.target, {
      key,
      contentHash: hash(text),
      mayRetry: true,
      prepare: async (session) => {
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
            committed = await writeAll(writers);
            before = await snapshot(stage.admin, 't');
            return compareDefinitions(session, plan.tables);
          },
        });
        return { changed: [{ statement: 1, rows }], skipped: 0 };
      },
    });
    expect(result).toMatchObject({ outcome: 'effect' });
    expect(committed).not.toEqual(writes);
    const undone = await undo(stage, { plan, key, result });
    expect(undone.result).toMatchObject({ outcome: 'effect' });
    expect(await snapshot(stage.admin, 't')).toEqual(before);
  });

  it('changes of the same rows at once: each runs once, and all of them come back', async () => {
    const before = await snapshot(stage.admin, 't');
    const { plan } = await analyse(stage.target, 'UPDATE t SET n = n + 1 WHERE g IN (SELECT g FROM o)');
    const keys = Array.from({ length: 6 }, newKey);
    const attempt = async (key: MarkerKey): Promise<void> => {
      stage.ran.push({ key, plan });
      for (let tries = 0; tries < 20; tries++) {
        const result = await runChange(stage.target, { key, contentHash: '', plan, checks: [], expectedRows: 4 });
        if (result.outcome === 'effect') return;
        expect(result).toMatchObject({ outcome: 'no-effect', retryable: true });
      }
      throw new Error('never ran');
    };
    await Promise.all(keys.map(attempt));
    const [rows] = await stage.admin.query('SELECT DISTINCT n FROM t WHERE g <> 3');
    expect(rows).toEqual([{ n: keys.length }]);
    // The last to commit is the first to be taken back: only its rows are as it left them.
    const left = new Set(keys);
    while (left.size > 0) {
      let undone = 0;
      for (const key of left) {
        const { result } = await undo(stage, { plan, key, result: { outcome: 'effect', changed: [], skipped: 0 } });
        if (result.outcome !== 'effect') continue;
        left.delete(key);
        undone++;
      }
      expect(undone).toBeGreaterThan(0);
    }
    expect(await snapshot(stage.admin, 't')).toEqual(before);
  }, 60_000);

  it('every session of ours is REPEATABLE READ, whatever the server says', async () => {
    const session = await openSession(stage.target);
    expect(await session.cell('SELECT @@transaction_isolation')).toBe('REPEATABLE-READ');
    await session.close();
  });
});

/** Which of them came through. */
async function writeAll(writers: readonly Connection[]): Promise<string[]> {
  const done = await Promise.all(
    writers.map((writer, i) =>
      writer.query(writes[i] ?? '').then(
        () => [writes[i] ?? ''],
        () => [],
      ),
    ),
  );
  return done.flat();
}
