// The loops of a worker as in production: nobody asks it to look, and it does not need Valkey.
import type { RequestView } from '@sluice/contracts';
import { testServers } from '@sluice/testing';
import { startChangeStory, type ChangeStory } from '../../testing/change-story.js';
import { startTestWorker } from '../../testing/test-worker.js';
import { Dispatcher } from './dispatcher.js';

describe.each(testServers())('a running worker on $name', (server) => {
  let story: ChangeStory;

  beforeAll(async () => {
    story = await startChangeStory(server);
  }, 60_000);

  afterAll(() => story.close());

  async function reaches(id: number, status: RequestView['status'], withinMs: number): Promise<number> {
    const start = performance.now();
    for (;;) {
      const view = await story.view(id);
      const took = performance.now() - start;
      if (view.status === status) return took;
      if (took > withinMs) throw new Error(`#${id} is ${view.status}, not ${status}, after ${Math.round(took)} ms`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async function filedAndApproved(): Promise<number> {
    const { body } = await story.file('UPDATE item SET stock = stock + 1 WHERE id = 2');
    await reaches(body.id, 'planned', 5_000);
    expect((await story.decide(story.dba, await story.view(body.id))).status).toBe(200);
    return body.id;
  }

  it('takes what is approved to closed, and the way back, without anybody', async () => {
    const worker = await startTestWorker(story.portal, true);
    try {
      const before = await story.shop.rows('item');
      const times: number[] = [];
      for (let each = 0; each < 5; each += 1) times.push(await reaches(await filedAndApproved(), 'closed', 10_000));
      const last = await filedAndApproved();
      await reaches(last, 'closed', 10_000);
      const rollback = await story.rollBack(story.developer, last);
      await reaches(rollback.body.id, 'closed', 10_000);
      await reaches(last, 'rolled-back', 1_000);
      const stock = (rows: (string | null)[][]) => Number(rows[1]?.[3]);
      expect(stock(await story.shop.rows('item'))).toBe(stock(before) + 5);
      // The bench holds the bound of 500 ms; here only that no stage waits for the reconciler.
      expect(times.sort((a, b) => a - b)[2]).toBeLessThan(1_500);
      expect(worker.log.filter((line) => line.includes('Error'))).toEqual([]);
    } finally {
      await worker.close();
    }
  }, 60_000);

  it('ends a change that still runs when the process must end, without effect, and another worker runs it', async () => {
    const before = await story.shop.rows('item');
    const request = await story.approved('UPDATE item SET stock = stock + 1 WHERE id = 2');
    await story.shop.admin.query('BEGIN');
    await story.shop.admin.query('SELECT * FROM item WHERE id = 2 FOR UPDATE');
    const worker = await startTestWorker(story.portal, true);
    try {
      await reaches(request.id, 'executing', 5_000);
      const start = performance.now();
      await worker.module.get(Dispatcher).end(300);
      expect(performance.now() - start).toBeLessThan(3_000);
      expect(await story.view(request.id)).toMatchObject({
        status: 'approved',
        executions: [{ status: 'pending', attempts: [{ outcome: 'no-effect', failure: { code: 'cancelled' } }] }],
      });
    } finally {
      await story.shop.admin.query('ROLLBACK');
      await worker.close();
    }
    expect(await story.shop.rows('item')).toEqual(before);
    await story.worker.advance(request.id);
    expect(await story.view(request.id)).toMatchObject({
      status: 'closed',
      executions: [{ attempts: [{ outcome: 'no-effect' }, { outcome: 'effect' }] }],
    });
  }, 30_000);

  it('lets a change that is nearly done finish before the process ends', async () => {
    const request = await story.approved('UPDATE item SET stock = stock + 1 WHERE id = 2');
    await story.shop.admin.query('BEGIN');
    await story.shop.admin.query('SELECT * FROM item WHERE id = 2 FOR UPDATE');
    const worker = await startTestWorker(story.portal, true);
    try {
      await reaches(request.id, 'executing', 5_000);
      setTimeout(() => void story.shop.admin.query('ROLLBACK'), 500);
      await worker.module.get(Dispatcher).end(10_000);
      expect(await story.view(request.id)).toMatchObject({
        status: 'executed',
        executions: [{ status: 'executed', attempts: [{ outcome: 'effect' }] }],
      });
    } finally {
      await worker.close();
    }
    await story.worker.advance(request.id);
    expect((await story.view(request.id)).status).toBe('closed');
  }, 30_000);

  it('runs without Valkey, only later', async () => {
    const deaf = { ...story.portal, config: { ...story.portal.config, redisUrl: 'redis://127.0.0.1:1' } };
    const worker = await startTestWorker(deaf, true);
    try {
      await reaches(await filedAndApproved(), 'closed', 10_000);
    } finally {
      await worker.close();
    }
  }, 60_000);
});
