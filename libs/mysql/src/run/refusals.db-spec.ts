// What ends a change before COMMIT: each leaves the table as it was and says why.
import { openAdmin, testServers } from '@sluice/testing';
import type { Connection } from 'mysql2/promise';
import { snapshot } from '../test-support/judge.js';
import { analyse, closeStage, newKey, openStage, run, undo, type Stage } from '../test-support/story.js';
import type { RunOrder } from '../types.js';
import { readOutcome } from '../verify/read-outcome.js';
import { verifyChange } from '../verify/verify-change.js';

jest.setTimeout(30_000);

describe.each(testServers())('refusals on $name', (server) => {
  let stage: Stage;
  let other: Connection;
  beforeAll(async () => {
    stage = await openStage(server);
    other = await openAdmin(server, { database: stage.scratch.name });
  });
  afterAll(async () => {
    await other.end();
    await closeStage(stage);
  });
  beforeEach(async () => {
    await other.query('ROLLBACK');
    await stage.admin.query('DROP TABLE IF EXISTS c, t, lock_order');
    await stage.admin.query(
      'CREATE TABLE t (id INT PRIMARY KEY, n INT UNIQUE, s VARCHAR(5) NOT NULL, CHECK (n < 1000))',
    );
    await stage.admin.query("INSERT INTO t VALUES (1,1,'a'),(2,2,'b')");
    await stage.admin.query('CREATE TABLE c (t INT, FOREIGN KEY (t) REFERENCES t (id))');
    await stage.admin.query('INSERT INTO c VALUES (1)');
  });

  async function isRefused(
    text: string,
    code: string,
    order: Partial<RunOrder> & { mode?: string } = {},
  ): Promise<void> {
    const before = await snapshot(stage.admin, 't');
    const ran = await run(stage, text, order);
    expect(ran.result).toMatchObject({ outcome: 'no-effect', failure: { code } });
    expect(await snapshot(stage.admin, 't')).toEqual(before);
    expect(await readOutcome(stage.target, ran.key)).toEqual({ outcome: 'absent' });
  }

  it.each<[string, string, Partial<RunOrder> & { mode?: string }]>([
    ['count-differs', 'UPDATE t SET n = n + 10', { expectedRows: 3 }],
    ['check-failed', 'UPDATE t SET n = n + 10', { checks: [{ sql: 'SELECT SUM(n) FROM t', expected: [['24']] }] }],
    ['check-error', 'UPDATE t SET n = n + 10', { checks: [{ sql: 'SELECT nothing FROM t', expected: [] }] }],
    ['check-not-read-only', 'UPDATE t SET n = n + 10', { checks: [{ sql: 'DELETE FROM t', expected: [] }] }],
    [
      'check-other-schema',
      'UPDATE t SET n = n + 10',
      { checks: [{ sql: 'SELECT user FROM `mysql` . user', expected: [] }] },
    ],
    [
      'check-other-schema',
      'UPDATE t SET n = n + 10',
      { checks: [{ sql: 'SELECT t.n FROM t, Information_Schema.tables', expected: [] }] },
    ],
    ['check-not-read-only', 'UPDATE t SET n = n + 10', { checks: [{ sql: 'SELECT 1; DELETE FROM t', expected: [] }] }],
    ['duplicate-key', 'UPDATE t SET n = 5', {}],
    ['duplicate-key', "INSERT INTO t VALUES (9,9,'x'),(1,8,'x')", {}],
    ['data-too-long', "UPDATE t SET s = 'too long' WHERE id = 1", { mode: 'STRICT_ALL_TABLES' }],
    ['constraint-violated', 'DELETE FROM t', {}],
    ['constraint-violated', 'UPDATE t SET n = n + 5000', {}],
    ['row-limit', 'UPDATE t SET n = n + 10', { limits: { rowLimit: 1 } }],
    ['not-runnable', 'DROP TABLE t', {}],
    [
      'statement-error',
      'UPDATE t SET n = 1 / 0 WHERE id = 1',
      { mode: 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO' },
    ],
  ])('%s: %s', (code, text, order) => isRefused(text, code, order));

  it('the second of two statements takes the first with it', () =>
    isRefused('UPDATE t SET n = n + 10; UPDATE t SET n = 5', 'duplicate-key'));

  it('a check that holds lets it through, and holds again when verified', async () => {
    const checks = [{ sql: 'SELECT SUM(n), NULL FROM t', expected: [['23', null]] }];
    const ran = await run(stage, 'UPDATE t SET n = n + 10', { checks, expectedRows: 2 });
    expect(ran.result).toMatchObject({ outcome: 'effect' });
    expect(await verifyChange(stage.target, { ...ran, checks })).toEqual({ verdict: 'verified' });
    const wrong = [{ sql: 'SELECT SUM(n), NULL FROM t', expected: [['0', null]] }];
    expect(await verifyChange(stage.target, { ...ran, checks: wrong })).toMatchObject({ verdict: 'failed' });
  });

  it.each([
    'ALTER TABLE t ADD COLUMN x INT',
    'CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW SET NEW.s = 1',
    'ALTER TABLE c ADD CONSTRAINT n FOREIGN KEY (t) REFERENCES t (n) ON DELETE CASCADE',
    'RENAME TABLE t TO lock_order',
  ])('drift: %s', async (ddl) => {
    const { plan } = await analyse(stage.target, 'UPDATE t SET n = n + 10');
    await stage.admin.query(ddl);
    const ran = await run(stage, '', { plan });
    expect(ran.result).toMatchObject({ outcome: 'no-effect', failure: { code: 'drift' } });
  });

  it('drift: a version comment, and another version of the server', async () => {
    const { plan } = await analyse(stage.target, 'UPDATE t SET n = n + 10 /*!99999 WHERE id = 1 */');
    const elsewhere = { ...plan, session: { ...plan.session, serverVersion: '99.99.99' } };
    expect((await run(stage, '', { plan: elsewhere })).result).toMatchObject({
      outcome: 'no-effect',
      failure: { code: 'drift' },
    });
    expect((await run(stage, '', { plan })).result).toMatchObject({ outcome: 'effect' });
  });

  it('AUTO_INCREMENT alone is no drift', async () => {
    await stage.admin.query('DROP TABLE c');
    await stage.admin.query('ALTER TABLE t MODIFY id INT AUTO_INCREMENT');
    const { plan } = await analyse(stage.target, 'UPDATE t SET n = n + 10');
    await stage.admin.query('ALTER TABLE t AUTO_INCREMENT = 500');
    expect((await run(stage, '', { plan })).result).toMatchObject({ outcome: 'effect' });
  });

  it('lock-wait-timeout, and may be tried again', async () => {
    await other.query('BEGIN');
    await other.query('SELECT * FROM t WHERE id = 1 FOR UPDATE');
    await isRefused('UPDATE t SET n = n + 10', 'lock-wait-timeout', { limits: { lockWaitSeconds: 1 } });
    await other.query('ROLLBACK');
    const ran = await run(stage, 'UPDATE t SET n = n + 10');
    expect(ran.result).toMatchObject({ outcome: 'effect' });
  });

  it('a deadlock ends one side wholly, and may be tried again', async () => {
    await stage.admin.query('CREATE TABLE lock_order (id INT PRIMARY KEY, n INT)');
    await stage.admin.query(
      'INSERT INTO lock_order VALUES ' + Array.from({ length: 2_000 }, (_, i) => `(${String(i)},0)`).join(','),
    );
    // The other side is the heavier one, so that ours is the victim.
    await other.query('BEGIN');
    await other.query('UPDATE lock_order SET n = 1');
    const running = run(stage, "UPDATE t SET s = 'z' WHERE id = 1; UPDATE lock_order SET n = 2 WHERE id = 1");
    await waitsForLock(stage.admin);
    await other.query("UPDATE t SET s = 'o' WHERE id = 1").catch(() => undefined);
    await other.query('ROLLBACK');
    expect((await running).result).toMatchObject({
      outcome: 'no-effect',
      failure: { code: 'deadlock' },
      retryable: true,
    });
  });

  it('a statement that runs too long is killed', () =>
    isRefused('UPDATE t SET n = SLEEP(30) WHERE id = 1', 'statement-timeout', { limits: { statementSeconds: 1 } }));

  it('a cancelled change is killed', async () => {
    await other.query('BEGIN');
    await other.query('SELECT * FROM t WHERE id = 1 FOR UPDATE');
    const controller = new AbortController();
    const running = run(stage, 'UPDATE t SET n = n + 10', {
      signal: controller.signal,
      limits: { lockWaitSeconds: 20 },
    });
    await waitsForLock(stage.admin);
    const at = Date.now();
    controller.abort();
    expect((await running).result).toMatchObject({
      outcome: 'no-effect',
      failure: { code: 'cancelled' },
      retryable: true,
    });
    expect(Date.now() - at).toBeLessThan(3_000);
    await other.query('ROLLBACK');
  });

  it('a marker whose transaction still runs is unknown, never absent', async () => {
    const key = newKey();
    await run(stage, 'UPDATE t SET n = n + 10');
    await other.query('BEGIN');
    await other.query(
      `INSERT INTO sluice.marker VALUES ('${key.execution}', 0, 'run', '', '[{"statement":1,"rows":7}]', 0, NOW(6))`,
    );
    const [plain] = await stage.admin.query(`SELECT * FROM sluice.marker WHERE execution = '${key.execution}'`);
    expect(plain).toEqual([]);
    for (const fence of [false, true]) {
      expect(await readOutcome(stage.target, key, { fence, waitSeconds: 1 })).toMatchObject({
        outcome: 'unknown',
        failure: { code: 'marker-locked' },
      });
    }
    await other.query('COMMIT');
    expect(await readOutcome(stage.target, key)).toEqual({
      outcome: 'effect',
      changed: [{ statement: 1, rows: 7 }],
      skipped: 0,
    });
  });

  it('a fenced key never runs', async () => {
    const key = newKey();
    expect(await readOutcome(stage.target, key, { fence: true })).toEqual({ outcome: 'absent' });
    const before = await snapshot(stage.admin, 't');
    const ran = await run(stage, 'UPDATE t SET n = n + 10', { key });
    expect(ran.result).toMatchObject({ outcome: 'unknown', failure: { code: 'marker-exists' } });
    expect(await readOutcome(stage.target, key)).toEqual({ outcome: 'absent' });
    expect(await snapshot(stage.admin, 't')).toEqual(before);
  });

  it('a target that is down, or refuses the password', async () => {
    const { plan } = await analyse(stage.target, 'UPDATE t SET n = n + 10');
    const order = { key: newKey(), contentHash: '', plan, checks: [], expectedRows: null };
    const { runChange } = await import('./run-change.js');
    expect(await runChange({ ...stage.target, port: 1 }, order)).toMatchObject({
      outcome: 'no-effect',
      failure: { code: 'target-unreachable' },
    });
    expect(await runChange({ ...stage.target, password: 'wrong' }, order)).toMatchObject({
      outcome: 'no-effect',
      failure: { code: 'access-denied' },
    });
    expect(await readOutcome({ ...stage.target, port: 1 }, order.key)).toMatchObject({ outcome: 'unknown' });
  });

  it('an undo after the table changed its shape is a drift', async () => {
    const ran = await run(stage, 'UPDATE t SET n = n + 10');
    await stage.admin.query('ALTER TABLE t ADD COLUMN x INT');
    expect((await undo(stage, ran)).result).toMatchObject({ outcome: 'no-effect', failure: { code: 'drift' } });
  });
});

/** Asked less often than each 100 ms: the server makes that view anew only when nobody read it for so long. */
async function waitsForLock(admin: Connection): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const [rows] = await admin.query("SELECT 1 FROM information_schema.INNODB_TRX WHERE trx_state = 'LOCK WAIT'");
    if ((rows as unknown[]).length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error('nothing waits for a lock');
}
