import { testServers } from '@sluice/testing';
import type { RowDataPacket } from 'mysql2/promise';
import { startTestPortal, type TestPortal } from '../testing/test-portal.js';
import { Transactions } from '../database/transactions.js';
import { withOneAct } from '../database/one-act.js';
import { IdempotencyStore, type Turn } from './idempotency-store.js';

describe.each(testServers())('idempotency keys on $name', (server) => {
  let portal: TestPortal;
  const teams = async (name: string) => {
    const [rows] = await portal.admin.query<RowDataPacket[]>('SELECT id FROM team WHERE name = ?', [name]);
    return rows.length;
  };

  beforeAll(async () => {
    portal = await startTestPortal(server);
    await portal.account('root', { role: 'admin', teamId: null });
    await portal.account('root2', { role: 'admin', teamId: null });
  }, 60_000);

  afterAll(() => portal.close());

  it('give a repeat the first answer, and act once', async () => {
    const client = await portal.signedIn('root');
    const key = { 'idempotency-key': 'first' };
    const first = await client.post('/teams', { name: 'shop' }, key);
    const second = await client.post('/teams', { name: 'shop' }, key);
    expect(first.status).toBe(201);
    expect([second.status, second.body]).toEqual([first.status, first.body]);
    expect(await teams('shop')).toBe(1);
    // Without the key the second would have been refused.
    expect((await client.post('/teams', { name: 'shop' })).body).toMatchObject({ code: 'name-taken' });
  });

  it('act once when both come at once', async () => {
    const client = await portal.signedIn('root');
    const send = () => client.post('/teams', { name: 'double' }, { 'idempotency-key': 'double-click' });
    const statuses = (await Promise.all([send(), send(), send()])).map(({ status }) => status);
    for (const status of statuses) expect([201, 409]).toContain(status);
    expect(await teams('double')).toBe(1);
    expect((await send()).status).toBe(201);
  });

  it('are refused for another request', async () => {
    const client = await portal.signedIn('root');
    const key = { 'idempotency-key': 'reused' };
    await client.post('/teams', { name: 'a' }, key);
    expect((await client.post('/teams', { name: 'b' }, key)).body).toMatchObject({ code: 'idempotency-reused' });
    expect((await client.post('/environments', { name: 'a', production: false }, key)).body).toMatchObject({
      code: 'idempotency-reused',
    });
    expect((await client.post('/teams', { name: 'c' }, { 'idempotency-key': 'x'.repeat(101) })).status).toBe(400);
  });

  it('keep refusals too', async () => {
    const client = await portal.signedIn('root');
    const key = { 'idempotency-key': 'refused' };
    await client.post('/teams', { name: 'taken' });
    expect((await client.post('/teams', { name: 'taken' }, key)).body).toMatchObject({ code: 'name-taken' });
    await portal.admin.query("DELETE FROM team WHERE name = 'taken'");
    const again = await client.post('/teams', { name: 'taken' }, key);
    expect([again.status, again.body]).toMatchObject([409, { code: 'name-taken', params: { name: 'taken' } }]);
  });

  it('are each account’s own', async () => {
    const key = { 'idempotency-key': 'shared' };
    expect((await (await portal.signedIn('root')).post('/teams', { name: 'of root' }, key)).status).toBe(201);
    expect((await (await portal.signedIn('root2')).post('/teams', { name: 'of root2' }, key)).status).toBe(201);
  });

  /** As a process leaves it that dies before it acts. */
  const cutOff = (key: string, secondsAgo: number) =>
    portal.admin.query(
      `UPDATE idempotency_key SET status = NULL, answer = NULL, acted_at = NULL, act_result = NULL,
              begun_at = UTC_TIMESTAMP(6) - INTERVAL ? SECOND WHERE idempotency_key = ?`,
      [secondsAgo, key],
    );

  it('say that the first still runs, and for how long to wait', async () => {
    const client = await portal.signedIn('root');
    const key = { 'idempotency-key': 'running' };
    await client.post('/teams', { name: 'runs' }, key);
    await cutOff('running', 10);
    const { body } = await client.post<{ params: { seconds: number } }>('/teams', { name: 'runs' }, key);
    expect(body).toMatchObject({ code: 'idempotency-running' });
    expect(body.params.seconds).toBeGreaterThan(15);
    expect(body.params.seconds).toBeLessThanOrEqual(20);
  });

  it('let a repeat act for a request that was cut off before it did', async () => {
    const client = await portal.signedIn('root');
    const key = { 'idempotency-key': 'cut-off' };
    await client.post('/teams', { name: 'cut off' }, key);
    await portal.admin.query("DELETE FROM team WHERE name = 'cut off'");
    await cutOff('cut-off', 31);
    const send = () => client.post<{ id: number }>('/teams', { name: 'cut off' }, key);
    const statuses = (await Promise.all([send(), send(), send()])).map(({ status }) => status);
    expect(statuses.filter((status) => status === 201).length).toBeGreaterThan(0);
    for (const status of statuses) expect([201, 409]).toContain(status);
    expect(await teams('cut off')).toBe(1);
    expect((await send()).status).toBe(201);
  });

  it('give the answer again that was lost after the act', async () => {
    const client = await portal.signedIn('root');
    const key = { 'idempotency-key': 'lost' };
    const first = await client.post('/teams', { name: 'lost' }, key);
    await portal.admin.query("UPDATE idempotency_key SET status = NULL, answer = NULL WHERE idempotency_key = 'lost'");
    const again = await client.post('/teams', { name: 'lost' }, key);
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(await teams('lost')).toBe(1);
  });

  it('never let a request act whose place another one has taken', async () => {
    const store = portal.app.get(IdempotencyStore, { strict: false });
    const transactions = portal.app.get(Transactions, { strict: false });
    const { id } = (await (await portal.signedIn('root')).get<{ id: number }>('/auth/me')).body;
    const hash = Buffer.alloc(32, 1);
    const act = (turn: Turn, name: string) =>
      withOneAct({ done: turn.done, keep: (manager, result) => store.keepAct(manager, turn, result) }, () =>
        transactions.run(async (manager) => {
          await manager.query('INSERT INTO team (name, created_at) VALUES (?, UTC_TIMESTAMP(6))', [name]);
          return name;
        }),
      );
    const slow = (await store.begin(id, 'slow', hash)) as Turn;
    await cutOff('slow', 31);
    const next = (await store.begin(id, 'slow', hash)) as Turn;
    await expect(act(slow, 'by the slow one')).rejects.toMatchObject({ code: 'idempotency-running' });
    expect(await act(next, 'by the next one')).toBe('by the next one');
    await store.finish(slow, { status: 409, body: {} });
    await store.forget(next);
    const last = (await store.begin(id, 'slow', hash)) as Turn;
    expect(await act(last, 'by the last one')).toBe('by the next one');
    expect([await teams('by the slow one'), await teams('by the next one'), await teams('by the last one')]).toEqual([
      0, 1, 0,
    ]);
  });

  it('are forgotten after a day', async () => {
    const client = await portal.signedIn('root');
    const key = { 'idempotency-key': 'old' };
    await client.post('/teams', { name: 'old' }, key);
    await portal.admin.query(
      "UPDATE idempotency_key SET created_at = created_at - INTERVAL 25 HOUR WHERE idempotency_key = 'old'",
    );
    await portal.app.get(IdempotencyStore, { strict: false }).purge();
    expect((await client.post('/teams', { name: 'another' }, key)).status).toBe(201);
  });
});
