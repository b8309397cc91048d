import { roleSchema } from '@sluice/contracts';
import { testServers } from '@sluice/testing';
import type { RowDataPacket } from 'mysql2/promise';
import type { PortalClient } from '../testing/portal-client.js';
import { startTestPortal, testPassword, type TestPortal } from '../testing/test-portal.js';

interface Account {
  readonly id: number;
  readonly disabled: boolean;
}

describe.each(testServers())('the administration of people on $name', (server) => {
  let portal: TestPortal;
  let shop: number;
  let admin: PortalClient;

  beforeAll(async () => {
    portal = await startTestPortal(server);
    shop = await portal.team('shop');
    await portal.account('root', { role: 'admin', teamId: null });
    await portal.account('team-admin', { role: 'admin', teamId: shop });
    for (const role of roleSchema.options) {
      if (role !== 'admin') await portal.account(role, { role, teamId: null });
    }
    admin = await portal.signedIn('root');
  }, 60_000);

  afterAll(() => portal.close());

  it('is for administrators of every team, and nobody else', async () => {
    const target = await portal.account('bystander');
    const calls = [
      ['POST', '/accounts', { login: 'new-one', name: 'New', password: testPassword }],
      ['POST', `/accounts/${target}/grants`, { role: 'admin', teamId: null }],
      ['DELETE', `/accounts/${target}/grants`, { role: 'admin', teamId: null }],
      ['POST', `/accounts/${target}/disable`, undefined],
      ['POST', '/teams', { name: 'new team' }],
      ['POST', '/environments', { name: 'new environment', production: false }],
    ] as const;
    for (const login of ['team-admin', 'developer', 'approver', 'dba', 'oncall', 'auditor', 'bystander']) {
      const client = await portal.signedIn(login);
      for (const [method, path, body] of calls) {
        expect([login, method, path, (await client.send(method, path, body)).status]).toEqual([
          login,
          method,
          path,
          403,
        ]);
      }
    }
    for (const [method, path, body] of calls) {
      expect([401, 403]).toContain((await portal.visitor().send(method, path, body)).status);
    }
    const readers = {
      'team-admin': 403,
      developer: 403,
      approver: 403,
      dba: 403,
      oncall: 403,
      auditor: 200,
      root: 200,
    };
    for (const [login, status] of Object.entries(readers)) {
      expect([login, (await (await portal.signedIn(login)).get('/accounts')).status]).toEqual([login, status]);
    }
  }, 30_000);

  it('makes accounts, whose names are taken once', async () => {
    const input = { login: 'Harin', name: '이하린', password: testPassword };
    const made = await admin.post<Account>('/accounts', input);
    expect([made.status, made.body]).toMatchObject([
      201,
      { login: 'harin', name: '이하린', disabled: false, grants: [] },
    ]);
    expect((await admin.post('/accounts', input)).body).toMatchObject({
      code: 'name-taken',
      params: { name: 'harin' },
    });
    expect((await admin.post('/accounts', { ...input, password: 'short' })).body).toMatchObject({
      code: 'invalid',
      issues: [{ path: 'password', code: 'too_small' }],
    });
    expect((await admin.get('/accounts')).text).not.toMatch(/argon2|password/i);
    await portal.signedIn('harin');
  });

  it('gives and takes roles at once, in open sessions too', async () => {
    const id = await portal.account('moving');
    const client = await portal.signedIn('moving');
    const grant = { role: 'auditor', teamId: null };
    expect((await client.get('/audit')).status).toBe(403);
    expect((await admin.post(`/accounts/${id}/grants`, grant)).body).toMatchObject({
      grants: [{ role: 'auditor', team: null }],
    });
    expect((await admin.post(`/accounts/${id}/grants`, grant)).body).toMatchObject({
      grants: [{ role: 'auditor', team: null }],
    });
    expect((await client.get('/audit')).status).toBe(200);
    expect((await admin.send('DELETE', `/accounts/${id}/grants`, grant)).body).toMatchObject({ grants: [] });
    expect((await client.get('/audit')).status).toBe(403);
    // An auditor of one team does not read the log, which tells of all.
    await admin.post(`/accounts/${id}/grants`, { role: 'auditor', teamId: shop });
    expect((await client.get('/audit')).status).toBe(403);
    expect((await admin.post(`/accounts/${id}/grants`, { role: 'auditor', teamId: 99_999 })).status).toBe(404);
  });

  it('disables an account and ends its sessions', async () => {
    const id = await portal.account('leaving');
    const client = await portal.signedIn('leaving');
    expect((await admin.post(`/accounts/${id}/disable`)).body).toMatchObject({ disabled: true });
    expect((await client.get('/auth/me')).status).toBe(401);
    expect((await admin.post(`/accounts/${id}/disable`)).status).toBe(200);
  });

  it('lets no administrator disable themselves', async () => {
    const { id } = (await admin.get<{ id: number }>('/auth/me')).body;
    expect((await admin.post(`/accounts/${id}/disable`)).status).toBe(403);
  });

  it('records each act once, with its actor', async () => {
    const { id } = (await admin.post<Account>('/accounts', { login: 'recorded', name: 'R', password: testPassword }))
      .body;
    await admin.post(`/accounts/${id}/grants`, { role: 'developer', teamId: shop });
    await admin.post(`/accounts/${id}/grants`, { role: 'developer', teamId: shop });
    await admin.post(`/accounts/${id}/disable`);
    await admin.post(`/accounts/${id}/disable`);
    const [rows] = await portal.admin.query<RowDataPacket[]>(
      `SELECT action, params, actor_id IS NOT NULL AS named FROM ${portal.auditSchema}.audit_entry
        WHERE subject_type = 'account' AND subject_id = ? ORDER BY id`,
      [id],
    );
    expect(rows).toEqual([
      { action: 'account.created', params: '{"login":"recorded"}', named: 1 },
      { action: 'account.role-granted', params: '{"role":"developer","team":"shop"}', named: 1 },
      { action: 'account.disabled', params: '{"login":"recorded"}', named: 1 },
    ]);
  });

  it('shows everyone the teams that their roles reach', async () => {
    await portal.team('promo');
    await portal.account('shop-developer', { role: 'developer', teamId: shop });
    const names = async (client: PortalClient) =>
      (await client.get<{ items: { name: string }[] }>('/teams')).body.items.map(({ name }) => name);
    expect(await names(await portal.signedIn('shop-developer'))).toEqual(['shop']);
    expect(await names(admin)).toEqual(['promo', 'shop']);
  });
});
