import { testServers } from '@sluice/testing';
import { startTestPortal, testPassword, type TestPortal } from '../testing/test-portal.js';

interface Session {
  readonly id: number;
  readonly current: boolean;
}

describe.each(testServers())('sessions on $name', (server) => {
  let portal: TestPortal;

  beforeAll(async () => {
    portal = await startTestPortal(server);
    await portal.account('jiwoo');
    await portal.account('minsu');
  }, 60_000);

  afterAll(() => portal.close());

  it('are listed, and one is revoked from another', async () => {
    const [desk, phone] = [await portal.signedIn('jiwoo'), await portal.signedIn('jiwoo')];
    const { items } = (await desk.get<{ items: Session[] }>('/auth/sessions')).body;
    expect(items.filter(({ current }) => current)).toHaveLength(1);
    const other = items.find(({ current }) => !current);
    expect((await desk.send('DELETE', `/auth/sessions/${other?.id}`)).status).toBe(204);
    expect((await phone.get('/auth/me')).status).toBe(401);
    expect((await desk.get('/auth/me')).status).toBe(200);
    expect((await desk.send('DELETE', `/auth/sessions/${other?.id}`)).status).toBe(404);
  });

  it('of other people cannot be revoked', async () => {
    const [jiwoo, minsu] = [await portal.signedIn('jiwoo'), await portal.signedIn('minsu')];
    const { items } = (await minsu.get<{ items: Session[] }>('/auth/sessions')).body;
    for (const { id } of items) expect((await jiwoo.send('DELETE', `/auth/sessions/${id}`)).status).toBe(404);
    expect((await minsu.get('/auth/me')).status).toBe(200);
  });

  it('end by signing out, whatever the cookie', async () => {
    const client = await portal.signedIn('jiwoo');
    const { cookie } = client;
    expect((await client.post('/auth/sign-out')).status).toBe(204);
    client.cookie = cookie;
    expect((await client.get('/auth/me')).status).toBe(401);
  });

  it('end when idle, and when too old however busy', async () => {
    const idle = await portal.signedIn('minsu');
    await portal.admin.query('UPDATE session SET last_seen_at = last_seen_at - INTERVAL 13 HOUR');
    expect((await idle.get('/auth/me')).status).toBe(401);
    const old = await portal.signedIn('minsu');
    await portal.admin.query('UPDATE session SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND');
    expect((await old.get('/auth/me')).status).toBe(401);
  });

  it('change nothing without their CSRF token', async () => {
    const [client, other] = [await portal.signedIn('jiwoo'), await portal.signedIn('jiwoo')];
    const change = { locale: 'ko' };
    for (const csrfToken of [null, '', 'guess', other.csrfToken]) {
      client.csrfToken = csrfToken;
      const answer = await client.send('PATCH', '/auth/me', change);
      expect([answer.status, answer.body]).toMatchObject([403, { code: 'csrf' }]);
    }
    const { csrfToken } = (await client.get<{ csrfToken: string }>('/auth/me')).body;
    client.csrfToken = csrfToken;
    expect((await client.send('PATCH', '/auth/me', change)).body).toMatchObject({ locale: 'ko' });
  });

  it('change nothing for a page of another site, even with the token', async () => {
    const client = await portal.signedIn('jiwoo');
    const evil = [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }];
    for (const headers of evil) {
      expect((await client.send('PATCH', '/auth/me', { locale: 'en' }, headers)).body).toMatchObject({ code: 'csrf' });
      expect(
        (await portal.visitor().post('/auth/sign-in', { login: 'jiwoo', password: testPassword }, headers)).status,
      ).toBe(403);
    }
    const own = { origin: portal.url, 'sec-fetch-site': 'same-origin' };
    expect((await client.send('PATCH', '/auth/me', { locale: 'en' }, own)).status).toBe(200);
  });

  it('take a time zone only by its IANA name', async () => {
    const client = await portal.signedIn('jiwoo');
    expect((await client.send('PATCH', '/auth/me', { timeZone: 'Asia/Seoul' })).body).toMatchObject({
      timeZone: 'Asia/Seoul',
    });
    for (const timeZone of ['Nowhere/City', '+09:00', '']) {
      expect((await client.send('PATCH', '/auth/me', { timeZone })).body).toMatchObject({
        code: 'invalid',
        issues: [{ path: 'timeZone' }],
      });
    }
  });

  it('get a Secure cookie with the __Host- prefix where the public address is https', async () => {
    portal.config.publicUrl.href = 'https://sluice.example';
    try {
      const answer = await portal.visitor().signIn('jiwoo', testPassword);
      expect(answer.headers.getSetCookie()[0]).toMatch(
        /^__Host-sluice=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      );
    } finally {
      portal.config.publicUrl.href = portal.url;
    }
  });
});
