// A target that stops in the middle of a run and comes back later: unknown meanwhile, asked as soon as it answers, run once.
import { openAdmin, testServers } from '@sluice/testing';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { startChangeStory, type ChangeStory } from '../../testing/change-story.js';

describe.each(testServers())('a target that stops on $name', (server) => {
  let story: ChangeStory;
  let holder: Connection;
  const { port } = new URL(server.adminUrl);

  beforeAll(async () => {
    story = await startChangeStory(server);
    holder = await openAdmin(server, { database: story.shop.schema });
  }, 60_000);

  afterAll(async () => {
    await holder.end();
    await story.close();
  });

  const stock = async () => Number((await story.shop.rows('item'))[0]?.[3]);
  const listensAt = (where: string) => story.portal.admin.query('UPDATE cluster_instance SET port = ?', [where]);
  const step = async (id: number) => {
    await story.portal.admin.query('UPDATE execution SET next_try_at = NULL WHERE change_request_id = ?', [id]);
    await story.worker.advance(id);
    return story.view(id);
  };

  it('is unknown while the target is away, says so, and settles when it is back', async () => {
    const before = await stock();
    const { id } = await story.approved('UPDATE item SET stock = stock + 1 WHERE id = 1');
    await holder.query('BEGIN');
    await holder.query('SELECT * FROM item WHERE id = 1 FOR UPDATE');
    const running = story.worker.advance(id);
    const session = await waitingExecutor();
    await listensAt('1');
    await story.shop.admin.query(`KILL ${String(session)}`);
    await running;
    await holder.query('ROLLBACK');

    for (let tries = 0; tries < 3; tries += 1) {
      const away = await step(id);
      expect(away).toMatchObject({ status: 'outcome-unknown', executions: [{ status: 'outcome-unknown' }] });
      expect(away.executions[0]?.failure).not.toBeNull();
      expect(away.allowed).toMatchObject({ rollback: false, revise: false, cancel: false });
    }
    expect(await stock()).toBe(before);

    await listensAt(port || '3306');
    let view = await step(id);
    for (let tries = 0; tries < 5 && view.status !== 'closed'; tries += 1) view = await step(id);
    expect(view.status).toBe('closed');
    expect(view.executions[0]?.attempts.map(({ outcome }) => outcome)).toEqual(['no-effect', 'effect']);
    expect(await stock()).toBe(before + 1);
  }, 60_000);

  it('that stops before the verification: executed, then verified once it is back', async () => {
    const before = await stock();
    const { id } = await story.approved('UPDATE item SET stock = stock + 1 WHERE id = 1');
    await holder.query('BEGIN');
    await holder.query('SELECT * FROM item WHERE id = 1 FOR UPDATE');
    const running = story.worker.advance(id);
    await waitingExecutor();
    // The run goes on by the connection that it has; whoever connects from now on finds nobody.
    await listensAt('1');
    await holder.query('ROLLBACK');
    await running;
    expect((await story.view(id)).status).toBe('executed');
    await listensAt(port || '3306');
    let view = await step(id);
    for (let tries = 0; tries < 100 && view.status !== 'closed'; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      view = await step(id);
    }
    expect(view.status).toBe('closed');
    expect(await stock()).toBe(before + 1);
  }, 60_000);

  /** The session of the run, once it waits for the row. */
  async function waitingExecutor(): Promise<number> {
    for (let tries = 0; tries < 200; tries += 1) {
      const [[waiting]] = await story.shop.admin.query<RowDataPacket[]>(
        `SELECT t.processlist_id AS id FROM performance_schema.data_lock_waits w
           JOIN performance_schema.threads t ON t.thread_id = w.requesting_thread_id
          WHERE t.processlist_user = ?`,
        [story.shop.accounts.executor],
      );
      if (waiting !== undefined) return Number(waiting.id);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('the executor waits for nothing');
  }
});
