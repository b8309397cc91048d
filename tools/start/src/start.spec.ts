import { accountUrl, GRANTS } from './accounts.ts';
import { describeLogins } from './announce.ts';
import { portalEnvironment } from './environment.ts';
import { restartDelay } from './restart-delay.ts';
import { choosePort } from './web-port.ts';

describe('the port of the web page', () => {
  const free = (): Promise<boolean> => Promise.resolve(true);
  const taken = (): Promise<boolean> => Promise.resolve(false);

  it('is 8470 unless SLUICE_PORT names another', async () => {
    expect(await choosePort(undefined, free)).toBe(8470);
    expect(await choosePort('9000', free)).toBe(9000);
  });

  it('is never silently another one', async () => {
    await expect(choosePort(undefined, taken)).rejects.toMatchObject({
      code: 'port-taken',
      advice: expect.stringContaining('SLUICE_PORT=8471') as string,
    });
  });

  it.each(['abc', '0', '70000', '80.5'])('refuses "%s"', async (wanted) => {
    await expect(choosePort(wanted, free)).rejects.toMatchObject({
      message: expect.stringContaining('no port') as string,
    });
  });
});

describe('restartDelay', () => {
  it('grows to half a minute and no further', () => {
    expect([1, 2, 3, 6, 7, 50].map(restartDelay)).toEqual([500, 1_000, 2_000, 16_000, 30_000, 30_000]);
  });
});

describe('the accounts', () => {
  it('let the running portal add to the audit, and never change it', () => {
    expect(GRANTS.filter(({ account, schema }) => account === 'sluice_app' && schema.includes('audit'))).toEqual([
      { account: 'sluice_app', privileges: 'SELECT, INSERT', schema: 'sluice\\_audit' },
    ]);
  });

  it("sign in at the administrator's server", () => {
    expect(accountUrl('mysql://root:geheim@db.example:3307/?x=1', 'sluice_app', 'p-w_1')).toBe(
      'mysql://sluice_app:p-w_1@db.example:3307/sluice_portal?x=1',
    );
  });
});

describe('portalEnvironment', () => {
  it('gives the portal its runtime account and leaves the administrator to the demo', () => {
    const server = {
      provider: 'path',
      version: '9.7.4',
      lost: Promise.resolve(''),
      stop: () => Promise.resolve(),
    } as const;
    const environment = portalEnvironment({
      root: '/p',
      port: 9000,
      accounts: { migrationUrl: 'mysql://m', runtimeUrl: 'mysql://r' },
      servers: {
        mysql: { ...server, engine: 'mysql', url: 'mysql://root' },
        redis: { ...server, engine: 'redis', url: 'redis://x' },
      },
      keys: { credentialKey: '/k', auditKey: '/a' },
    });
    expect(environment).toMatchObject({
      SLUICE_PORTAL_MIGRATION_URL: 'mysql://m',
      SLUICE_PORTAL_URL: 'mysql://r',
      SLUICE_DIGEST_MYSQL_URL: 'mysql://r',
      SLUICE_DEMO_MYSQL_ADMIN_URL: 'mysql://root',
      SLUICE_REDIS_URL: 'redis://x',
      SLUICE_WEB_FOLDER: '/p/apps/web/dist',
      SLUICE_PORT: '9000',
      SLUICE_DEMO: '1',
    });
  });
});

describe('describeLogins', () => {
  it('prints a line a login, in columns', () => {
    expect(
      describeLogins([
        { login: 'dana', name: 'Dana', password: 'demo-dana', roles: ['developer', 'dba'] },
        { login: 'bo', name: '보라', password: 'demo-bo', roles: ['approver'] },
      ]),
    ).toBe('  dana  demo-dana  developer, dba (Dana)\n  bo    demo-bo    approver (보라)');
  });
});
