import { testServers } from '@sluice/testing';
import type { RowDataPacket } from 'mysql2/promise';
import { startTestPortal, type TestPortal } from '../testing/test-portal.js';
import { FirstAdmin } from './first-admin.js';

const tokenIn = (link: string | null) => new URL(link ?? '').searchParams.get('token') ?? '';
const person = (token: string, login = 'root') => ({ token, login, name: 'Root', password: 'a long first password' });

describe.each(testServers())('the first administrator on $name', (server) => {
  let portal: TestPortal;
  const setUp = (token: string, login?: string) => portal.visitor().post('/auth/set-up', person(token, login));

  beforeAll(async () => {
    portal = await startTestPortal(server);
  }, 60_000);

  afterAll(() => portal.close());

  it('is made once by a link, whose token is nowhere stored', async () => {
    const links = portal.app.get(FirstAdmin);
    const expired = tokenIn(await links.link());
    await portal.admin.query('UPDATE first_admin_link SET expires_at = UTC_TIMESTAMP(6)');
    const [first, second] = [tokenIn(await links.link()), tokenIn(await links.link())];
    const [rows] = await portal.admin.query<RowDataPacket[]>('SELECT * FROM first_admin_link');
    expect(JSON.stringify(rows)).not.toContain(first);

    expect((await setUp(expired)).body).toMatchObject({ code: 'link-invalid' });
    expect((await setUp('x'.repeat(43))).body).toMatchObject({ code: 'link-invalid' });
    expect((await setUp(first, 'r')).body).toMatchObject({ code: 'invalid', issues: [{ path: 'login' }] });

    // Two links used at the same moment make one administrator.
    const answers = await Promise.all([setUp(first, 'root1'), setUp(second, 'root2')]);
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses[0]).toBe(200);
    expect([409, 410]).toContain(statuses[1]);
    const winner = answers.find(({ status }) => status === 200);
    expect(winner?.body).toMatchObject({ grants: [{ role: 'admin', team: null }] });
    const [accounts] = await portal.admin.query<RowDataPacket[]>('SELECT login FROM account');
    expect(accounts).toHaveLength(1);

    expect([409, 410]).toContain((await setUp(first, 'root3')).status);
    expect(await links.link()).toBeNull();
  });

  it('is refused where an account exists, even with a living link', async () => {
    await portal.admin.query(
      "INSERT INTO first_admin_link (token_hash, created_at, expires_at) VALUES (UNHEX(SHA2('a token of a test, long', 256)), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL 1 DAY)",
    );
    expect((await setUp('a token of a test, long')).body).toMatchObject({ code: 'setup-done' });
  });
});
