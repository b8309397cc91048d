// Chunks cut off anywhere, run twice at once, stopped and gone on with: none twice, none left out; and a half-run goes back.
import { testServers } from '@sluice/testing';
import { readOutcome, runChange, undoChange, verifyChange, verifyUndo } from '../../index.js';
import { makeTables } from '../../test-support/comes-back.js';
import { openProxy, type Cut } from '../../test-support/cutting-proxy.js';
import { snapshot } from '../../test-support/judge.js';
import { closeStage, hash, newKey, openStage, planInChunks, type Stage } from '../../test-support/story.js';
import type { CommittedChunk, RunOrder, RunResult, Target, UndoOrder } from '../../types.js';

const rows = 40;

describe.each(testServers())('chunks on $name: interrupted', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(server);
  });
  afterAll(() => closeStage(stage));

  async function order(text = 'UPDATE t SET n = n + 1, at = NOW(6)'): Promise<RunOrder> {
    await makeTables(stage, [
      'CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL, at DATETIME(6))',
      `INSERT INTO t (id, n) WITH RECURSIVE s (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < ${String(rows)}) SELECT i, i FROM s`,
    ]);
    const plan = await planInChunks(stage.target, text);
    const key = newKey();
    stage.ran.push({ key, plan });
    return {
      key,
      plan,
      contentHash: hash(text),
      checks: [],
      expectedRows: null,
      limits: { chunkRows: 10, lockWaitSeconds: 2 },
    };
  }

  const undoOf = ({ key, plan }: RunOrder): UndoOrder => ({
    key: newKey(),
    contentHash: hash('undo'),
    undoes: key,
    plan,
    onConflict: 'stop',
    limits: { lockWaitSeconds: 2 },
  });

  /** As the worker does it: ask after doubt, go on after a half. */
  async function settle(key: RunOrder['key'], result: RunResult, again: () => Promise<RunResult>): Promise<RunResult> {
    let now = result;
    for (let tries = 0; tries < 20 && now.outcome !== 'effect'; tries++) {
      if (now.outcome === 'unknown') {
        const answer = await readOutcome(stage.target, key, { fence: true, waitSeconds: 5, inChunks: true });
        if (answer.outcome === 'effect') return { ...answer, outcome: 'effect' };
      }
      now = await again();
    }
    return now;
  }

  async function cutRun(cut: Cut, act: (target: Target) => Promise<RunResult>): Promise<RunResult> {
    const proxy = await openProxy(stage.target, cut);
    try {
      return await act(proxy.target);
    } finally {
      await proxy.close();
    }
  }

  /** Packets of a run that nothing disturbs. */
  async function count(act: (target: Target) => Promise<RunResult>): Promise<number> {
    const proxy = await openProxy(stage.target, undefined);
    await act(proxy.target);
    await proxy.close();
    return proxy.packets();
  }

  it('runs every chunk once and undoes every chunk once, wherever the connection is cut', async () => {
    const first = await order();
    const packets = await count((target) => runChange(target, first));
    const undoPackets = await count((target) => undoChange(target, undoOf(first)));
    expect(packets).toBeGreaterThan(80);
    const step = 7;
    for (let packet = 4; packet <= Math.max(packets, undoPackets); packet += step) {
      const when = packet % 2 === 0 ? 'before' : 'after';
      const run = await order();
      const before = await snapshot(stage.admin, 't');
      const result = await cutRun({ packet, when }, (target) => runChange(target, run));
      const ran = await settle(run.key, result, () => runChange(stage.target, run));
      expect({ packet, when, ran }).toMatchObject({ ran: { outcome: 'effect', changed: [{ statement: 1, rows }] } });
      const [sums] = await stage.admin.query('SELECT SUM(n - id) AS steps, COUNT(DISTINCT at) AS moments FROM t');
      expect({ packet, when, sums }).toEqual({ packet, when, sums: [{ steps: String(rows), moments: 1 }] });
      expect(await verifyChange(stage.target, run)).toEqual({ verdict: 'verified' });
      const undo = undoOf(run);
      const cutUndo = await cutRun({ packet, when }, (target) => undoChange(target, undo));
      const undone = await settle(undo.key, cutUndo, () => undoChange(stage.target, undo));
      expect({ packet, when, undone }).toMatchObject({
        undone: { outcome: 'effect', changed: [{ statement: 1, rows }] },
      });
      expect(await snapshot(stage.admin, 't')).toEqual(before);
      expect(await verifyUndo(stage.target, { ...run, key: undo.key, undoes: run.key })).toEqual({
        verdict: 'verified',
      });
    }
  }, 180_000);

  it('runs each chunk once where the order is delivered twice at the same time', async () => {
    for (let round = 0; round < 5; round++) {
      const run = await order();
      const results = await Promise.all([1, 2, 3].map(() => runChange(stage.target, run)));
      for (const result of results) await settle(run.key, result, () => runChange(stage.target, run));
      const [sums] = await stage.admin.query('SELECT SUM(n - id) AS steps FROM t');
      expect(sums).toEqual([{ steps: String(rows) }]);
      expect(await verifyChange(stage.target, run)).toEqual({ verdict: 'verified' });
    }
  }, 60_000);

  it('stops between two chunks when the journal says so, goes on behind the last one, and tells each chunk once', async () => {
    const run = await order();
    const told: CommittedChunk[] = [];
    const half = await runChange(stage.target, {
      ...run,
      journal: (chunk) => {
        told.push(chunk);
        return Promise.resolve(told.length === 2 ? 'stop' : 'go-on');
      },
    });
    expect(half).toMatchObject({
      outcome: 'half',
      failure: { code: 'stopped' },
      retryable: false,
      changed: [{ rows: 20 }],
    });
    const [sums] = await stage.admin.query('SELECT SUM(n - id) AS steps FROM t');
    expect(sums).toEqual([{ steps: '20' }]);
    expect(await readOutcome(stage.target, run.key, { inChunks: true })).toMatchObject({
      outcome: 'half',
      changed: [{ rows: 20 }],
    });
    expect(await verifyChange(stage.target, run)).toMatchObject({
      verdict: 'failed',
      failure: { code: 'marker-missing' },
    });
    const whole = await runChange(stage.target, {
      ...run,
      journal: (chunk) => {
        told.push(chunk);
        return Promise.resolve('go-on');
      },
    });
    expect(whole).toMatchObject({ outcome: 'effect', changed: [{ rows }] });
    expect(told.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    expect(await verifyChange(stage.target, run)).toEqual({ verdict: 'verified' });
  });

  it('undoes a half-run, which then cannot be gone on with by a late worker in the same chunk', async () => {
    const run = await order('DELETE FROM t WHERE id > 0');
    const before = await snapshot(stage.admin, 't');
    let undone: RunResult | undefined;
    const undo = undoOf(run);
    // The worker sleeps between two chunks; meanwhile the half-run is taken back.
    const late = await runChange(stage.target, {
      ...run,
      journal: async ({ number }) => {
        if (number === 2) undone = await undoChange(stage.target, undo);
        return 'go-on';
      },
    });
    expect(undone).toMatchObject({ outcome: 'effect', changed: [{ rows: 20 }] });
    expect(late).toMatchObject({ outcome: 'unknown', failure: { code: 'marker-exists' } });
    expect(await snapshot(stage.admin, 't')).toEqual(before);
    expect(await verifyUndo(stage.target, { ...run, key: undo.key, undoes: run.key })).toEqual({ verdict: 'verified' });
  });

  it('ends by a signal between two chunks or inside one, and the next attempt goes on', async () => {
    const run = await order();
    const ending = new AbortController();
    const half = await runChange(stage.target, {
      ...run,
      signal: ending.signal,
      journal: ({ number }) => {
        if (number === 1) ending.abort();
        return Promise.resolve('go-on');
      },
    });
    expect(half).toMatchObject({
      outcome: 'half',
      failure: { code: 'cancelled' },
      retryable: true,
      changed: [{ rows: 10 }],
    });
    expect(await runChange(stage.target, run)).toMatchObject({ outcome: 'effect', changed: [{ rows }] });
  });

  it('waits out a lock of others and runs on', async () => {
    const run = await order();
    const other = await (await import('@sluice/testing')).openAdmin(server, { database: stage.scratch.name });
    await other.query('BEGIN');
    await other.query('SELECT * FROM t WHERE id = 25 FOR UPDATE');
    setTimeout(() => void other.query('COMMIT'), 3_000);
    expect(await runChange(stage.target, run)).toMatchObject({ outcome: 'effect', changed: [{ rows }] });
    await other.end();
    const [sums] = await stage.admin.query('SELECT SUM(n - id) AS steps FROM t');
    expect(sums).toEqual([{ steps: String(rows) }]);
  }, 20_000);

  it('lists conflicts over all chunks before any goes back, and skips or overwrites them as asked', async () => {
    const run = await order();
    const before = await snapshot(stage.admin, 't');
    expect(await runChange(stage.target, run)).toMatchObject({ outcome: 'effect' });
    await stage.admin.query('UPDATE t SET n = 1000 WHERE id IN (3, 37)');
    const changed = await snapshot(stage.admin, 't');
    expect(await undoChange(stage.target, undoOf(run))).toMatchObject({
      outcome: 'no-effect',
      failure: { code: 'conflicts', params: { rows: 2 } },
    });
    expect(await snapshot(stage.admin, 't')).toEqual(changed);
    const { findConflicts } = await import('../../index.js');
    const found = await findConflicts(stage.target, { ...run, cap: 10 });
    expect(found).toMatchObject({ total: 2 });
    expect(found.conflicts.map(({ kind, statement }) => ({ kind, statement }))).toEqual([
      { kind: 'changed', statement: 1 },
      { kind: 'changed', statement: 1 },
    ]);
    const overwrite = { ...undoOf(run), onConflict: 'overwrite' as const };
    // Not what was seen: nothing goes back.
    expect(await undoChange(stage.target, { ...overwrite, acceptsConflicts: () => false })).toMatchObject({
      outcome: 'no-effect',
      failure: { code: 'approval-void' },
    });
    const skip = { ...undoOf(run), onConflict: 'skip' as const };
    expect(await undoChange(stage.target, skip)).toMatchObject({
      outcome: 'effect',
      skipped: 2,
      changed: [{ rows: 38 }],
    });
    expect(await verifyUndo(stage.target, { ...run, key: skip.key, undoes: run.key })).toEqual({ verdict: 'verified' });
    const second = await order();
    expect(await runChange(stage.target, second)).toMatchObject({ outcome: 'effect' });
    await stage.admin.query('UPDATE t SET n = 1000 WHERE id IN (3, 37)');
    const { digest } = await findConflicts(stage.target, { ...second, cap: 10 });
    const agreed = {
      ...undoOf(second),
      onConflict: 'overwrite' as const,
      acceptsConflicts: (seen: string) => seen === digest,
    };
    expect(await undoChange(stage.target, agreed)).toMatchObject({
      outcome: 'effect',
      skipped: 0,
      changed: [{ rows }],
    });
    expect(await snapshot(stage.admin, 't')).toEqual(before);
  });

  it('overwrites no row that changed after it was seen, also in a later chunk', async () => {
    const run = await order();
    expect(await runChange(stage.target, run)).toMatchObject({ outcome: 'effect' });
    await stage.admin.query('UPDATE t SET n = 1000 WHERE id = 3');
    const { findConflicts } = await import('../../index.js');
    const { digest } = await findConflicts(stage.target, { ...run, cap: 10 });
    const result = await undoChange(stage.target, {
      ...undoOf(run),
      onConflict: 'overwrite',
      acceptsConflicts: (seen) => seen === digest,
      journal: async ({ number }) => {
        if (number === 1) await stage.admin.query('UPDATE t SET n = 1001 WHERE id = 3');
        return 'go-on';
      },
    });
    expect(result).toMatchObject({ outcome: 'half', failure: { code: 'approval-void' } });
    const [left] = await stage.admin.query('SELECT n FROM t WHERE id = 3');
    expect(left).toEqual([{ n: 1001 }]);
  });
});
