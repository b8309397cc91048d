import { testServers } from '@sluice/testing';
import type { RowDataPacket } from 'mysql2/promise';
import { startTestPortal, testPassword, type TestPortal } from '../testing/test-portal.js';

const password = 'another long password';

describe.each(testServers())('passwords on $name', (server) => {
  let portal: TestPortal;

  beforeAll(async () => {
    portal = await startTestPortal(server);
    await portal.account('root', { role: 'admin', teamId: null });
  }, 60_000);

  afterAll(() => portal.close());

  const acts = async (id: number) => {
    const [rows] = await portal.admin.query<RowDataPacket[]>(
      `SELECT action FROM ${portal.auditSchema}.audit_entry WHERE subject_type = 'account' AND subject_id = ? AND action LIKE 'account.%' ORDER BY id`,
      [id],
    );
    return rows.map((row) => String(row.action));
  };

  it('are changed by whoever knows the present one, and every other session ends', async () => {
    const id = await portal.account('jiwoo');
    const [desk, phone] = [await portal.signedIn('jiwoo'), await portal.signedIn('jiwoo')];
    expect((await desk.post('/auth/password', { current: 'a wrong guess', password })).body).toMatchObject({
      code: 'wrong-password',
    });
    expect((await desk.post('/auth/password', { current: testPassword, password: 'short' })).body).toMatchObject({
      code: 'invalid',
      issues: [{ path: 'password', code: 'too_small' }],
    });
    expect((await desk.post('/auth/password', { current: testPassword, password: testPassword })).body).toMatchObject({
      code: 'password-unchanged',
    });
    expect((await phone.get('/auth/me')).status).toBe(200);
    expect((await desk.post('/auth/password', { current: testPassword, password })).status).toBe(204);
    expect([(await desk.get('/auth/me')).status, (await phone.get('/auth/me')).status]).toEqual([200, 401]);
    expect((await portal.visitor().signIn('jiwoo', testPassword)).status).toBe(401);
    expect((await portal.visitor().signIn('jiwoo', password)).status).toBe(200);
    expect(await acts(id)).toEqual(['account.password-refused', 'account.password-changed']);
    expect(portal.log.join('\n')).not.toContain(password);
  });

  it('cannot be guessed from an open session', async () => {
    await portal.account('guessed');
    const client = await portal.signedIn('guessed');
    const codes: unknown[] = [];
    for (let guess = 1; guess <= 9; guess += 1) {
      codes.push(
        (await client.post<{ code: string }>('/auth/password', { current: `guess ${guess}`, password })).body.code,
      );
    }
    expect(codes).toEqual([...Array<string>(8).fill('wrong-password'), 'too-many-attempts']);
  }, 20_000);

  it('that an administrator resets are shown once, and open nothing but their own change', async () => {
    const id = await portal.account('forgetful', { role: 'auditor', teamId: null });
    const open = await portal.signedIn('forgetful');
    const admin = await portal.signedIn('root');
    const answer = await admin.post<{ password: string }>(`/accounts/${id}/password-reset`, undefined, {
      'idempotency-key': 'reset-once',
    });
    const temporary = answer.body.password;
    expect([answer.status, temporary]).toEqual([200, expect.stringMatching(/^[\w-]{16}$/)]);
    expect((await open.get('/auth/me')).status).toBe(401);
    expect((await portal.visitor().signIn('forgetful', testPassword)).status).toBe(401);

    const client = await portal.signedIn('forgetful', temporary);
    expect((await client.get('/auth/me')).body).toMatchObject({ mustChangePassword: true });
    for (const path of ['/audit', '/auth/sessions', '/change-requests', '/events']) {
      expect([path, (await client.get(path)).body]).toMatchObject([path, { code: 'password-change-needed' }]);
    }
    expect((await client.post('/auth/password', { current: temporary, password })).status).toBe(204);
    expect((await client.get('/audit')).status).toBe(200);
    expect((await client.get('/auth/me')).body).toMatchObject({ mustChangePassword: false });
    expect(await acts(id)).toEqual(['account.password-reset', 'account.password-changed']);

    // Kept nowhere: neither as the stored answer of an idempotent request, nor in audit or log.
    const [stored] = await portal.admin.query<RowDataPacket[]>('SELECT answer, act_result FROM idempotency_key');
    const [entries] = await portal.admin.query<RowDataPacket[]>(`SELECT params FROM ${portal.auditSchema}.audit_entry`);
    expect(JSON.stringify([stored, entries, portal.log])).not.toContain(temporary);
  });

  it('are reset by administrators only, and by none for themselves', async () => {
    const id = await portal.account('bystander', { role: 'dba', teamId: null });
    const admin = await portal.signedIn('root');
    const { id: own } = (await admin.get<{ id: number }>('/auth/me')).body;
    expect((await (await portal.signedIn('bystander')).post(`/accounts/${own}/password-reset`)).status).toBe(403);
    expect((await admin.post(`/accounts/${own}/password-reset`)).status).toBe(403);
    expect((await admin.post('/accounts/99999/password-reset')).status).toBe(404);
    expect((await (await portal.signedIn('bystander')).get('/auth/me')).body).toMatchObject({ id });
  });

  it('of a new account are chosen by the person at the first sign-in', async () => {
    const admin = await portal.signedIn('root');
    await admin.post('/accounts', { login: 'newcomer', name: 'N', password: testPassword });
    const client = await portal.signedIn('newcomer');
    expect((await client.get('/auth/sessions')).body).toMatchObject({ code: 'password-change-needed' });
    expect((await client.post('/auth/sign-out')).status).toBe(204);
  });
});
