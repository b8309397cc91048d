import { testServers } from '@sluice/testing';
import type { RowDataPacket } from 'mysql2/promise';
import { startTestPortal, testPassword, type TestPortal } from '../testing/test-portal.js';

describe.each(testServers())('signing in on $name', (server) => {
  let portal: TestPortal;
  let jiwoo: number;

  beforeAll(async () => {
    portal = await startTestPortal(server);
    jiwoo = await portal.account('jiwoo');
  }, 60_000);

  afterAll(() => portal.close());

  it('opens a session that a cookie carries and scripts cannot read', async () => {
    const client = portal.visitor();
    expect((await client.get('/auth/me')).status).toBe(401);
    const answer = await client.signIn(' JiWoo ', testPassword);
    expect(answer.status).toBe(200);
    expect(answer.headers.getSetCookie()[0]).toMatch(/^sluice=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    const me = await client.get('/auth/me');
    expect(me.body).toMatchObject({ login: 'jiwoo', csrfToken: answer.body.csrfToken, demo: false });
  });

  it('stores neither the token nor the password', async () => {
    const client = await portal.signedIn('jiwoo');
    const token = client.cookie?.split('=')[1] ?? '';
    const [sessions] = await portal.admin.query<RowDataPacket[]>(
      'SELECT HEX(token_hash) AS hash FROM session WHERE account_id = ?',
      [jiwoo],
    );
    const stored = JSON.stringify(sessions);
    expect(sessions.length).toBeGreaterThan(0);
    expect(stored).not.toContain(token);
    expect(stored).not.toContain(Buffer.from(token, 'base64url').toString('hex').toUpperCase());
    const [accounts] = await portal.admin.query<RowDataPacket[]>('SELECT password_hash FROM account');
    expect(accounts[0]?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('answers a wrong password and an unknown login alike', async () => {
    const wrong = await portal.visitor().signIn('jiwoo', 'not it');
    const unknown = await portal.visitor().signIn('nobody', 'not it');
    for (const answer of [wrong, unknown]) {
      expect(answer.status).toBe(401);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    const told = ({ body }: typeof wrong) => ({ ...body, requestId: null });
    expect(told(wrong)).toEqual(told(unknown));
    expect(told(wrong)).toMatchObject({ code: 'wrong-credentials' });
  });

  it('refuses a disabled account at once, also its open sessions', async () => {
    const id = await portal.account('leaving');
    const client = await portal.signedIn('leaving');
    await portal.admin.query('UPDATE account SET disabled_at = UTC_TIMESTAMP(6) WHERE id = ?', [id]);
    expect((await client.get('/auth/me')).status).toBe(401);
    expect((await portal.visitor().signIn('leaving', testPassword)).status).toBe(401);
  });

  it('stops the guessing of one password, and only from there', async () => {
    const guesser = portal.visitor();
    const statuses: number[] = [];
    for (let guess = 0; guess < 10; guess += 1) {
      statuses.push((await guesser.signIn('jiwoo', `guess ${guess}`)).status);
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(8);
    const refused = await guesser.signIn('jiwoo', testPassword);
    expect(refused.body).toMatchObject({ code: 'too-many-attempts' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await portal.visitor().signIn('jiwoo', testPassword)).status).toBe(200);
  });

  it('stops the guessing of many logins from one address, also when all tries come at once', async () => {
    const guesser = portal.visitor();
    const tries = Array.from({ length: 70 }, (_, index) => guesser.signIn(`person${index}`, 'guess'));
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(60);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
  }, 30_000);

  it('stops the guessing of one login from many addresses, and leaves who is signed in alone', async () => {
    await portal.account('hunted');
    const client = await portal.signedIn('hunted');
    const tries = Array.from({ length: 60 }, (_, guess) => portal.visitor().signIn('hunted', `guess ${guess}`));
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(50);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
    const refused = await portal.visitor().signIn('hunted', testPassword);
    expect(refused.body).toMatchObject({ code: 'too-many-attempts' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50 * 60);

    expect((await client.get('/auth/me')).status).toBe(200);
    // Where the person has been before, a new session opens all the same.
    expect((await client.signIn('hunted', testPassword)).status).toBe(200);

    const change = { current: testPassword, password: 'another long password' };
    expect((await client.post('/auth/password', change)).status).toBe(204);
    expect((await portal.visitor().signIn('jiwoo', testPassword)).status).toBe(200);
    // Guesses there are stopped as from any one address.
    const atHome = [];
    for (let guess = 0; guess < 10; guess += 1) atHome.push((await client.signIn('hunted', `guess ${guess}`)).status);
    expect(atHome.filter((status) => status === 401)).toHaveLength(8);
    expect(atHome.filter((status) => status === 429)).toHaveLength(2);
  }, 30_000);

  it('cannot be shut to a person by one address, nor opened to guesses by the person', async () => {
    await portal.account('watched');
    const guesser = portal.visitor();
    for (let guess = 0; guess < 60; guess += 1) await guesser.signIn('watched', `guess ${guess}`);
    expect((await portal.visitor().signIn('watched', testPassword)).status).toBe(200);
    const tries = Array.from({ length: 50 }, (_, guess) => portal.visitor().signIn('watched', `guess ${guess}`));
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(50 - 8);
  }, 30_000);

  it('does not count right passwords', async () => {
    const client = portal.visitor();
    for (let time = 0; time < 12; time += 1) expect((await client.signIn('jiwoo', testPassword)).status).toBe(200);
  });

  it('records who came in and who was refused, but not what strangers typed', async () => {
    await portal.visitor().signIn('hunter2-typed-as-login', 'x');
    await portal.visitor().signIn('jiwoo', 'wrong');
    const [rows] = await portal.admin.query<RowDataPacket[]>(
      `SELECT action, params FROM ${portal.auditSchema}.audit_entry WHERE action = 'session.refused'`,
    );
    const recorded = JSON.stringify(rows);
    expect(recorded).toContain('jiwoo');
    expect(recorded).not.toContain('hunter2');
  });

  it('has no demo logins, and lets no demo account in', async () => {
    expect((await portal.visitor().get('/auth/demo-logins')).status).toBe(404);
    const id = await portal.account('demo-person', { role: 'admin', teamId: null });
    const client = await portal.signedIn('demo-person');
    await portal.admin.query('UPDATE account SET demo = 1 WHERE id = ?', [id]);
    expect((await client.get('/auth/me')).status).toBe(401);
    expect((await portal.visitor().signIn('demo-person', testPassword)).status).toBe(401);
  });
});

describe.each(testServers())('signing in on $name while Valkey is down', (server) => {
  let portal: TestPortal;

  beforeAll(async () => {
    portal = await startTestPortal(server, { redisUrl: 'redis://127.0.0.1:1' });
    await portal.account('jiwoo');
  }, 60_000);

  afterAll(() => portal.close());

  it('works, and still stops guessing', async () => {
    expect((await portal.visitor().signIn('jiwoo', testPassword)).status).toBe(200);
    const guesser = portal.visitor();
    for (let guess = 0; guess < 8; guess += 1) await guesser.signIn('jiwoo', `guess ${guess}`);
    expect((await guesser.signIn('jiwoo', testPassword)).status).toBe(429);
  });

  it('is ready, and says that the queue is down', async () => {
    const answer = await portal.visitor().get('/health/ready');
    expect([answer.status, answer.body]).toEqual([200, { status: 'ok', queue: 'down' }]);
  });
});
