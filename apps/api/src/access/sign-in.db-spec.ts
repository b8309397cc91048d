import { testServers } from '@sluice/testing';
import { startTestPortal, testPassword, type TestPortal } from '../testing/test-portal.js';

describe.each(testServers())('signing in on $name', (server) => {
  let portal: TestPortal;

  beforeAll(async () => {
    portal = await startTestPortal(server);
    await portal.account('jiwoo');
  }, 60_000);

  afterAll(() => portal.close());

  it('opens a session that a cookie carries and scripts cannot read', async () => {
    const client = portal.visitor();
    expect((await client.get('/auth/me')).status).toBe(401);
    const answer = await client.signIn(' JiWoo ', testPassword);
    expect(answer.status).toBe(200);
    expect(answer.headers.getSetCookie()[0]).toMatch(/^sluice=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    const me = await client.get<{ login: string; csrfToken: string }>('/auth/me');
    expect(me.body).toMatchObject({ login: 'jiwoo', csrfToken: answer.body.csrfToken, demo: false });
  });
});
