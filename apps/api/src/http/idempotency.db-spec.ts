import { testServers } from '@sluice/testing';
import type { RowDataPacket } from 'mysql2/promise';
import { startTestPortal, type TestPortal } from '../testing/test-portal.js';
import { IdempotencyStore } from './idempotency-store.js';

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

  it('say that the first still runs', async () => {
    const client = await portal.signedIn('root');
    const key = { 'idempotency-key': 'cut-off' };
    await client.post('/teams', { name: 'cut off' }, key);
    await portal.admin.query(
      "UPDATE idempotency_key SET status = NULL, answer = NULL WHERE idempotency_key = 'cut-off'",
    );
    expect((await client.post('/teams', { name: 'cut off' }, key)).body).toMatchObject({ code: 'idempotency-running' });
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
