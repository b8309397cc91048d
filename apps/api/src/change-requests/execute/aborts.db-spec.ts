// Every mismatch before COMMIT: everything aborted, nothing changed, and the reason on the page.
import { openAdmin, testServers } from '@sluice/testing';
import type { Connection } from 'mysql2/promise';
import { startChangeStory, type ChangeStory } from '../../testing/change-story.js';

describe.each(testServers())('running on $name', (server) => {
  let story: ChangeStory;
  let other: Connection;

  beforeAll(async () => {
    story = await startChangeStory(server);
    other = await openAdmin(server, { database: story.shop.schema });
  }, 60_000);

  afterAll(async () => {
    await other.end();
    await story.close();
  });

  afterEach(() => other.query('ROLLBACK'));

  const inserted = "INSERT INTO item (id, name, price, stock) VALUES (20, 'new', 1, 1);";

  it.each([
    [
      'another number of rows than expected',
      'UPDATE item SET stock = 1 WHERE id > 0',
      { expectedRows: 2 },
      'count-differs',
    ],
    [
      'a check that fails',
      'UPDATE item SET stock = 1 WHERE id > 0',
      { checks: [{ sql: 'SELECT COUNT(*) FROM item WHERE stock = 1', expected: [['2']] }] },
      'check-failed',
    ],
    ['a duplicate key', `${inserted} UPDATE item SET name = 'notebook' WHERE id = 20`, {}, 'duplicate-key'],
    ['data too long', `${inserted} UPDATE item SET name = REPEAT('x', 21) WHERE id = 20`, {}, 'data-too-long'],
    ['a CHECK of the table', `${inserted} UPDATE item SET stock = -1 WHERE id = 20`, {}, 'constraint-violated'],
  ])('aborts at %s', async (_, statements, more, code) => {
    const before = await story.shop.rows('item');
    const failed = await story.done(statements, more);
    expect(failed).toMatchObject({
      status: 'failed',
      executions: [{ status: 'failed', failure: { code }, attempts: [{ outcome: 'no-effect', failure: { code } }] }],
    });
    expect(await story.shop.rows('item')).toEqual(before);
    // The text is not lost: it can be mended and filed again.
    expect(failed.allowed.revise).toBe(true);
  });

  it('runs what fits the expectation and its checks', async () => {
    const closed = await story.done('UPDATE item SET stock = 4 WHERE id = 2', {
      expectedRows: 1,
      checks: [
        {
          sql: 'SELECT stock, note FROM item WHERE id IN (1, 2) ORDER BY id',
          expected: [
            ['10', null],
            ['4', "a'b"],
          ],
        },
      ],
    });
    expect(closed.status).toBe('closed');
  });

  it('waits for a lock only so long, tries again, and fails with nothing changed', async () => {
    const approved = await story.approved('UPDATE item SET stock = stock + 1 WHERE id = 1');
    await other.query('BEGIN');
    await other.query('SELECT * FROM item WHERE id = 1 FOR UPDATE');
    const before = await story.shop.rows('item');
    for (let tries = 0; tries < 8; tries += 1) {
      await story.worker.advance(approved.id);
      if ((await story.view(approved.id)).status === 'failed') break;
      await story.portal.admin.query('UPDATE execution SET next_try_at = NULL');
    }
    expect(await story.view(approved.id)).toMatchObject({
      status: 'failed',
      executions: [{ failure: { code: 'lock-wait-timeout', params: { attempts: 3 } } }],
    });
    expect(await story.shop.rows('item')).toEqual(before);
  }, 60_000);

  it('makes a wholly new attempt after a deadlock', async () => {
    const approved = await story.approved(
      'UPDATE item SET stock = stock + 1 WHERE id = 1; UPDATE item SET stock = stock + 1 WHERE id = 3',
    );
    const before = await story.shop.rows('item');
    // Heavier than the change, so that InnoDB aborts the change.
    await other.query('BEGIN');
    await other.query(
      'INSERT INTO keyed (id, a) SELECT 100 + help.n, "x" FROM (SELECT 1 n UNION SELECT 2 UNION SELECT 3) help',
    );
    await other.query('UPDATE keyed SET a = "y"');
    await other.query('UPDATE item SET note = note WHERE id = 3');
    await other.query('SELECT * FROM item WHERE id = 3 FOR UPDATE');
    const running = story.worker.advance(approved.id);
    await waitForLock();
    await other.query('SELECT * FROM item WHERE id = 1 FOR UPDATE');
    await running;
    await other.query('ROLLBACK');
    for (let tries = 0; tries < 20 && (await story.view(approved.id)).status !== 'closed'; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      await story.worker.advance(approved.id);
    }
    const closed = await story.view(approved.id);
    expect(closed.status).toBe('closed');
    expect(closed.executions[0]?.attempts.map(({ outcome, failure }) => [outcome, failure?.code])).toEqual([
      ['no-effect', 'deadlock'],
      ['effect', undefined],
    ]);
    const stocks = (rows: (string | null)[][]) => rows.map((row) => Number(row[3]));
    expect(stocks(await story.shop.rows('item'))).toEqual(
      stocks(before).map((stock, index) => stock + (index === 1 ? 0 : 1)),
    );
  }, 60_000);

  /** Until someone waits for a row of the target. */
  async function waitForLock(): Promise<void> {
    for (let tries = 0; tries < 100; tries += 1) {
      const [waiting] = await story.shop.admin.query(
        'SELECT 1 FROM performance_schema.data_lock_waits w JOIN performance_schema.threads t ON t.thread_id = w.requesting_thread_id WHERE t.processlist_user = ?',
        [story.shop.accounts.executor],
      );
      if ((waiting as unknown[]).length > 0) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('nobody waits for a lock');
  }
});
