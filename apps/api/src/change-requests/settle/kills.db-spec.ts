// Exactly once, whatever dies: a worker at each point of a run, the connection in the middle, the answer of COMMIT. A dead worker is one
// whose run never comes back and whose lease nobody renews; its lease is let run out by hand.
import { openAdmin, testServers } from '@sluice/testing';
import type { RowDataPacket } from 'mysql2/promise';
import { startChangeStory, type ChangeStory } from '../../testing/change-story.js';
import { startTestWorker, type TestWorker } from '../../testing/test-worker.js';
import { TargetRun } from '../execute/target-run.js';

describe.each(testServers())('what dies on $name', (server) => {
  let story: ChangeStory;
  let other: TestWorker;
  const change = 'UPDATE item SET stock = stock + 1 WHERE id = 1';

  beforeAll(async () => {
    story = await startChangeStory(server);
    other = await startTestWorker(story.portal);
  }, 60_000);

  afterAll(async () => {
    await other.close();
    await story.close();
  });

  const stock = async () => Number((await story.shop.rows('item'))[0]?.[3]);
  const leaseRunsOut = () => story.portal.admin.query('UPDATE execution SET lease_until = UTC_TIMESTAMP(6)');

  /** The worker dies where `at` says; what it had begun on the target stays as it is. */
  async function dies(at: 'before the target' | 'after the commit', id: number): Promise<void> {
    const run = story.worker.module.get(TargetRun);
    const original = run.run.bind(run);
    const dead = new Promise<never>(() => undefined);
    await new Promise<void>((reached) => {
      jest.spyOn(run, 'run').mockImplementationOnce(async (...order) => {
        if (at === 'after the commit') await original(...order);
        reached();
        return dead;
      });
      void story.worker.advance(id);
    });
  }

  it('two workers and a double delivery run it once', async () => {
    const before = await stock();
    const { id } = await story.approved(change);
    await Promise.all([story.worker.advance(id), other.advance(id), story.worker.advance(id), other.advance(id)]);
    await story.worker.advance(id);
    expect(await story.view(id)).toMatchObject({ status: 'closed', executions: [{ attempts: [{ number: 1 }] }] });
    expect(await stock()).toBe(before + 1);
  });

  it('a living lease keeps others away', async () => {
    const { id } = await story.approved(change);
    await dies('before the target', id);
    await other.advance(id);
    expect((await story.view(id)).executions).toMatchObject([{ status: 'running' }]);
    await leaseRunsOut();
    await other.advance(id);
  });

  it('a worker that died before it reached the target: another one runs it', async () => {
    const before = await stock();
    const { id } = await story.approved(change);
    await dies('before the target', id);
    await leaseRunsOut();
    await finish(id);
    const closed = await story.view(id);
    expect(closed.status).toBe('closed');
    expect(closed.executions[0]?.attempts.map(({ outcome }) => outcome)).toEqual(['no-effect', 'effect']);
    expect(await stock()).toBe(before + 1);
  });

  it('a worker that died after COMMIT: the marker says so, and it is not run again', async () => {
    const before = await stock();
    const { id } = await story.approved(change);
    await dies('after the commit', id);
    expect(await stock()).toBe(before + 1);
    await leaseRunsOut();
    await finish(id);
    const closed = await story.view(id);
    expect(closed).toMatchObject({ status: 'closed', executions: [{ changed: [{ statement: 1, rows: 1 }] }] });
    expect(closed.executions[0]?.attempts.map(({ outcome }) => outcome)).toEqual(['effect']);
    expect(await stock()).toBe(before + 1);
    expect((await story.timeline(id)).map(({ action }) => action)).toEqual(
      expect.arrayContaining(['change.outcome-unknown', 'change.outcome-settled', 'change.closed']),
    );
    const rollback = await story.rollBack(story.developer, id);
    await finish(rollback.body.id);
    expect(await stock()).toBe(before);
  });

  it('a worker that wakes up late can write nothing, and its marker is fenced off', async () => {
    const before = await stock();
    const { id } = await story.approved(change);
    const run = story.worker.module.get(TargetRun);
    const original = run.run.bind(run);
    let wake: () => void = () => undefined;
    const asleep = new Promise<void>((resolve) => {
      wake = resolve;
    });
    let late: Promise<void> = Promise.resolve();
    await new Promise<void>((reached) => {
      jest.spyOn(run, 'run').mockImplementationOnce(async (...order) => {
        reached();
        await asleep;
        return original(...order);
      });
      late = story.worker.advance(id);
    });
    await leaseRunsOut();
    await finish(id);
    expect(await story.view(id)).toMatchObject({ status: 'closed' });
    wake();
    await late;
    expect(await story.view(id)).toMatchObject({ status: 'closed' });
    expect(await stock()).toBe(before + 1);
  });

  it('a connection that is cut in the middle: unknown, asked, and settled', async () => {
    const before = await stock();
    const { id } = await story.approved(change);
    const holder = await openAdmin(server, { database: story.shop.schema });
    await holder.query('BEGIN');
    await holder.query('SELECT * FROM item WHERE id = 1 FOR UPDATE');
    const running = story.worker.advance(id);
    await killExecutor();
    await running;
    await holder.query('ROLLBACK');
    await holder.end();
    await finish(id);
    const closed = await story.view(id);
    expect(closed.status).toBe('closed');
    expect(closed.executions[0]?.attempts.map(({ outcome }) => outcome)).toEqual(['no-effect', 'effect']);
    expect((await story.timeline(id)).map(({ action }) => action)).toContain('change.outcome-unknown');
    expect(await stock()).toBe(before + 1);
  }, 30_000);

  it('stays unknown while the marker is locked, and is asked again', async () => {
    const { id } = await story.approved(change);
    await dies('before the target', id);
    const [[row]] = await story.portal.admin.query<RowDataPacket[]>(
      'SELECT marker_key FROM execution WHERE change_request_id = ?',
      [id],
    );
    const holder = await openAdmin(server);
    await holder.query('BEGIN');
    await holder.query('SELECT * FROM sluice.marker WHERE execution = ? FOR UPDATE', [row?.marker_key]);
    await holder.query(
      "INSERT INTO sluice.marker (execution, chunk, state, content_hash, skipped, written_at) VALUES (?, 0, 'run', '', 0, NOW())",
      [row?.marker_key],
    );
    await leaseRunsOut();
    await other.advance(id);
    expect(await story.view(id)).toMatchObject({
      status: 'outcome-unknown',
      executions: [{ status: 'outcome-unknown', failure: { code: 'marker-locked' } }],
    });
    await holder.query('ROLLBACK');
    await holder.end();
    await finish(id);
    expect((await story.view(id)).status).toBe('closed');
  }, 30_000);

  /** Lets every wait be over until it stands still. */
  async function finish(id: number): Promise<void> {
    for (let tries = 0; tries < 10; tries += 1) {
      await other.advance(id);
      if (['closed', 'failed'].includes((await story.view(id)).status)) return;
      await story.portal.admin.query('UPDATE execution SET next_try_at = NULL WHERE change_request_id = ?', [id]);
    }
  }

  /** Cuts the connection of the run, which waits for a row. */
  async function killExecutor(): Promise<void> {
    for (let tries = 0; tries < 200; tries += 1) {
      const [[waiting]] = await story.shop.admin.query<RowDataPacket[]>(
        `SELECT t.processlist_id AS id FROM performance_schema.data_lock_waits w
           JOIN performance_schema.threads t ON t.thread_id = w.requesting_thread_id
          WHERE t.processlist_user = ?`,
        [story.shop.accounts.executor],
      );
      if (waiting !== undefined) {
        await story.shop.admin.query(`KILL ${String(waiting.id)}`);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('the executor waits for nothing');
  }
});
