// A big change through the portal: planned in chunks, run with its journal, stopped, gone on with, taken back; what cannot be cut is approved whole.
import type { RequestView } from '@sluice/contracts';
import { testServers } from '@sluice/testing';
import { DataSource } from 'typeorm';
import { startChangeStory, type ChangeStory } from '../../testing/change-story.js';

const rows = 12_000;

describe.each(testServers())('a big change through the portal on $name', (server) => {
  let story: ChangeStory;
  beforeAll(async () => {
    story = await startChangeStory(server);
  }, 120_000);
  afterAll(() => story.close());

  async function big(): Promise<void> {
    const { admin } = story.shop;
    await admin.query('DROP TABLE IF EXISTS big');
    await admin.query('CREATE TABLE big (id INT NOT NULL PRIMARY KEY, n INT NOT NULL, at DATETIME(6) NULL)');
    await admin.query('SET SESSION cte_max_recursion_depth = 100000');
    await admin.query(
      `INSERT INTO big (id, n) WITH RECURSIVE s (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < ${String(rows)}) SELECT i, 0 FROM s`,
    );
  }

  const sums = async (): Promise<unknown> => {
    const [found] = await story.shop.admin.query(
      'SELECT COUNT(*) AS count, SUM(n) AS steps, COUNT(DISTINCT at) AS moments FROM big',
    );
    return (found as unknown[])[0];
  };
  const untouched = { count: rows, steps: '0', moments: 0 };
  const changed = { count: rows, steps: String(rows), moments: 1 };
  const text = 'UPDATE big SET n = n + 1, at = NOW(6) WHERE id > 0';

  /** Presses stop as soon as a chunk is committed. */
  async function stopInside(id: number): Promise<RequestView> {
    const running = story.worker.advance(id);
    for (
      let now = await story.view(id);
      now.status === 'approved' || now.status === 'executing';
      now = await story.view(id)
    ) {
      if (now.executions[0]?.chunks?.count && now.allowed.stop)
        await story.developer.post(`/change-requests/${String(id)}/stop`, {});
    }
    await running;
    return story.view(id);
  }

  /** As if someone had pressed it during the first chunk. */
  async function stopAtOnce(id: number): Promise<void> {
    const { manager } = story.portal.app.get(DataSource);
    let ended = false;
    const running = story.worker.advance(id).finally(() => {
      ended = true;
    });
    while (!ended) {
      const asked = await manager.query<{ affectedRows: number }>(
        "UPDATE execution SET stop_requested = 1 WHERE change_request_id = ? AND status = 'running'",
        [id],
      );
      if (asked.affectedRows === 1) break;
    }
    await running;
  }

  it('is planned in chunks, which its content hash binds, and runs with a journal', async () => {
    await big();
    const planned = await story.planned(text, {
      checks: [{ sql: 'SELECT MIN(n), MAX(n) FROM big', expected: [['1', '1']] }],
    });
    expect(planned.revision.plan?.run).toMatchObject({
      rows,
      atLeast: false,
      cut: { columns: ['id'], where: 'id > 0' },
      whole: null,
    });
    expect(planned.revision.findings.map(({ code }) => code)).not.toContain('runs-whole');
    await story.decide(story.dba, planned);
    await story.worker.advance(planned.id);
    const view = await story.view(planned.id);
    expect(view).toMatchObject({ status: 'closed', executions: [{ status: 'verified', changed: [{ rows }] }] });
    const chunks = view.executions[0]?.chunks;
    expect(chunks).toMatchObject({ rows, matched: rows, of: rows, stopRequested: false });
    expect(chunks?.count).toBeGreaterThan(1);
    expect(chunks?.last[0]?.number).toBe(chunks?.count);
    expect(await sums()).toEqual(changed);
    await story.rollBack(story.developer, view.id);
    const [{ id: undoing } = { id: 0 }] = (await story.view(view.id)).rollbacks;
    await story.worker.advance(undoing);
    expect(await story.view(undoing)).toMatchObject({ status: 'closed', executions: [{ changed: [{ rows }] }] });
    expect((await story.view(undoing)).executions[0]?.chunks).toMatchObject({ count: chunks?.count, of: rows });
    expect((await story.view(view.id)).status).toBe('rolled-back');
    expect(await sums()).toEqual(untouched);
  }, 120_000);

  it('stops when someone says so, is half-run then, and goes on behind the last chunk', async () => {
    await big();
    const { id } = await story.approved(text);
    const half = await stopInside(id);
    expect(half).toMatchObject({
      status: 'half-run',
      executions: [{ status: 'half-run', failure: { code: 'stopped' } }],
    });
    const before = half.executions[0]?.chunks?.rows ?? 0;
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(rows);
    expect(await sums()).toEqual({ count: rows, steps: String(before), moments: 1 });
    // Neither taken back as if nothing had run, nor edited, nor run by itself.
    expect(half.allowed).toMatchObject({ continue: true, rollback: true, cancel: false, revise: false, stop: false });
    expect((await story.developer.post(`/change-requests/${String(id)}/cancel`, {})).status).toBe(409);
    await story.worker.advance(id);
    expect((await story.view(id)).status).toBe('half-run');
    expect((await story.developer.post(`/change-requests/${String(id)}/continue`, {})).status).toBe(204);
    expect((await story.developer.post(`/change-requests/${String(id)}/continue`, {})).status).toBe(409);
    await story.worker.advance(id);
    expect(await story.view(id)).toMatchObject({
      status: 'closed',
      executions: [{ changed: [{ rows }], chunks: { rows } }],
    });
    expect(await sums()).toEqual(changed);
    const acts = (await story.timeline(id)).map(({ action }) => action);
    expect(acts).toEqual(
      expect.arrayContaining(['change.stop-requested', 'change.half-run', 'change.continued', 'change.executed']),
    );
  }, 120_000);

  it('is taken back from half, and cannot be gone on with meanwhile', async () => {
    await big();
    const { id } = await story.approved('DELETE FROM big WHERE id > 0');
    const half = await stopInside(id);
    expect(half.status).toBe('half-run');
    expect(await sums()).not.toEqual(untouched);
    const rollback = await story.rollBack(story.developer, id);
    expect(rollback.status).toBe(200);
    expect((await story.developer.post(`/change-requests/${String(id)}/continue`, {})).status).toBe(409);
    await story.worker.advance(rollback.body.id);
    expect((await story.view(rollback.body.id)).status).toBe('closed');
    expect((await story.view(id)).status).toBe('rolled-back');
    expect(await sums()).toEqual(untouched);
  }, 120_000);

  it('takes back the rest another way, where a rollback met a conflict in the middle', async () => {
    await big();
    const { id } = await story.done(text);
    const { body: first } = await story.rollBack(story.developer, id);
    await stopAtOnce(first.id);
    expect((await story.view(first.id)).status).toBe('half-run');
    // Of the first chunk, which goes back last.
    await story.shop.admin.query('UPDATE big SET n = 77 WHERE id = 1');
    expect((await story.developer.post(`/change-requests/${String(first.id)}/continue`, {})).status).toBe(204);
    await story.worker.advance(first.id);
    expect(await story.view(first.id)).toMatchObject({
      status: 'half-run',
      executions: [{ failure: { code: 'conflicts' } }],
      allowed: { continue: true },
    });
    const { body: second } = await story.rollBack(story.developer, id, { onConflict: 'skip' });
    expect(second.id).not.toBe(first.id);
    expect((await story.view(first.id)).allowed.continue).toBe(false);
    expect((await story.developer.post(`/change-requests/${String(first.id)}/continue`, {})).status).toBe(409);
    await story.worker.advance(second.id);
    expect((await story.view(second.id)).status).toBe('closed');
    expect((await story.view(id)).status).toBe('rolled-back');
    expect(await sums()).toEqual({ count: rows, steps: '77', moments: 1 });
  }, 120_000);

  it('goes on after its worker was lost, and finds the chunks that nobody wrote down', async () => {
    await big();
    const { id } = await story.approved(text);
    await stopInside(id);
    const { manager } = story.portal.app.get(DataSource);
    // As a worker leaves it that dies between a chunk's COMMIT and the journal.
    await manager.query("UPDATE change_request SET status = 'executing' WHERE id = ?", [id]);
    await manager.query(
      "UPDATE execution SET status = 'running', stop_requested = 0, failure = NULL, lease_owner = 'gone', lease_until = '2020-01-01' WHERE change_request_id = ?",
      [id],
    );
    await manager.query(
      "UPDATE attempt a JOIN execution e ON e.id = a.execution_id SET a.outcome = 'running' WHERE e.change_request_id = ?",
      [id],
    );
    await manager.query(
      'DELETE c FROM chunk c JOIN attempt a ON a.id = c.attempt_id JOIN execution e ON e.id = a.execution_id WHERE e.change_request_id = ?',
      [id],
    );
    await story.worker.advance(id);
    const view = await story.view(id);
    expect(view).toMatchObject({
      status: 'closed',
      executions: [{ status: 'verified', changed: [{ rows }], chunks: { rows } }],
    });
    expect(await sums()).toEqual(changed);
  }, 120_000);

  it('needs a DBA who agrees to the time, where it cannot be cut', async () => {
    await big();
    const planned = await story.planned('UPDATE big SET n = n + 1 WHERE id > 0 ORDER BY id');
    const { findings, plan, risk } = planned.revision;
    expect(plan?.run).toMatchObject({ rows, cut: null, whole: { why: { code: 'limit-or-order' } } });
    expect(plan?.run?.whole?.seconds).toBeGreaterThan(0);
    expect(findings).toContainEqual(expect.objectContaining({ code: 'runs-whole', severity: 'warn' }));
    expect(risk).toBe('high');
    expect(planned.requirements.map(({ roles }) => roles)).toEqual([['approver', 'dba'], ['dba']]);
    await story.decide(story.approver, planned);
    expect((await story.view(planned.id)).status).toBe('planned');
    await story.decide(story.dba, planned);
    await story.worker.advance(planned.id);
    expect(await story.view(planned.id)).toMatchObject({
      status: 'closed',
      executions: [{ chunks: null, changed: [{ rows }] }],
    });
  }, 120_000);

  it('lets nobody stop what is not in chunks, nor a stranger what is', async () => {
    const { id } = await story.planned('UPDATE item SET stock = stock');
    expect((await story.developer.post(`/change-requests/${String(id)}/stop`, {})).status).toBe(409);
    await story.portal.account('nari', { role: 'developer', teamId: story.teamId });
    const other = await story.portal.signedIn('nari');
    expect((await other.post(`/change-requests/${String(id)}/stop`, {})).status).toBe(403);
    expect((await other.post(`/change-requests/${String(id)}/continue`, {})).status).toBe(403);
  });
});
