import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problemSchema } from '@sluice/contracts';
import { testServers } from '@sluice/testing';
import { startTestPortal, testPassword, type TestPortal } from '../testing/test-portal.js';

describe.each(testServers())('the HTTP application on $name', (server) => {
  let portal: TestPortal;
  let webFolder: string;

  beforeAll(async () => {
    webFolder = await mkdtemp(join(tmpdir(), 'sluice-web-'));
    await mkdir(join(webFolder, 'assets'));
    await writeFile(join(webFolder, 'index.html'), '<!doctype html><title>Sluice</title>');
    await writeFile(join(webFolder, 'assets/app-1a2b.js'), 'export {};');
    portal = await startTestPortal(server, { webFolder });
    await portal.account('jiwoo');
  }, 60_000);

  afterAll(async () => {
    await portal.close();
    await rm(webFolder, { recursive: true });
  });

  const page = (path: string) => fetch(`${portal.url}${path}`);

  it('serves the web app, also for addresses that the app routes', async () => {
    for (const path of ['/', '/requests/42', '/set-up?token=x']) {
      const answer = await page(path);
      expect([answer.status, await answer.text()]).toEqual([200, '<!doctype html><title>Sluice</title>']);
      expect(answer.headers.get('cache-control')).toBe('no-cache');
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
      expect(answer.headers.get('x-powered-by')).toBeNull();
    }
    expect((await page('/assets/app-1a2b.js')).headers.get('cache-control')).toContain('immutable');
    expect((await page('/assets/gone-9z.js')).status).toBe(404);
    expect(await (await page('/..%2f..%2f..%2f..%2fetc%2fpasswd')).text()).not.toContain('root:');
  });

  it('serves the page on while it is built anew, and the new one after that', async () => {
    const file = join(webFolder, 'index.html');
    await page('/');
    await rm(file);
    expect((await page('/')).status).toBe(200);
    await writeFile(file, '<!doctype html><title>Newer</title>');
    expect(await (await page('/')).text()).toContain('Newer');
    await writeFile(file, '<!doctype html><title>Sluice</title>');
  });

  it('answers unknown addresses of the API with a problem, not a page', async () => {
    const answer = await portal.visitor().get('/nothing-here');
    expect(answer.status).toBe(404);
    expect(problemSchema.parse(answer.body).code).toBe('not-found');
  });

  it('gives each request an id and keeps a harmless one', async () => {
    const visitor = portal.visitor();
    expect((await visitor.get('/auth/me')).body).toMatchObject({
      requestId: expect.stringMatching(/^[\w-]{36}$/) as string,
    });
    const kept = await visitor.get('/auth/me', { 'x-request-id': 'from-the-proxy-1' });
    expect(kept.headers.get('x-request-id')).toBe('from-the-proxy-1');
    const bad = await visitor.get('/auth/me', { 'x-request-id': 'a"b c' });
    expect(bad.headers.get('x-request-id')).not.toContain('"');
  });

  it('names what is wrong in a body', async () => {
    const visitor = portal.visitor();
    expect((await visitor.post('/auth/sign-in', { login: 5 })).body).toMatchObject({
      code: 'invalid',
      status: 422,
      issues: [
        { path: 'login', code: 'invalid_type' },
        { path: 'password', code: 'invalid_type' },
      ],
    });
    expect((await visitor.post('/auth/sign-in', '{"login":')).body).toMatchObject({ code: 'bad-request' });
    expect((await visitor.post('/auth/sign-in', '"text"')).status).toBe(400);
    expect((await visitor.post('/auth/sign-in', undefined)).body).toMatchObject({ code: 'invalid' });
    const client = await portal.signedIn('jiwoo');
    expect((await client.send('DELETE', '/auth/sessions/abc')).body).toMatchObject({ code: 'invalid' });
  });

  it('takes small bodies only, but long statements', async () => {
    const visitor = portal.visitor();
    const big = await visitor.post('/auth/sign-in', { login: 'x', password: 'x'.repeat(300_000) });
    expect([big.status, big.body]).toMatchObject([413, { code: 'too-large', params: { limit: 262_144 } }]);
    const long = { statements: 'x'.repeat(8 * 1024 * 1024) };
    expect((await visitor.post('/change-requests', long)).status).not.toBe(413);
  });

  it('describes itself at /api/docs', async () => {
    expect((await page('/api/docs')).status).toBe(200);
    const description = (await (await page('/api/docs-json')).json()) as {
      paths: Record<string, Record<string, { requestBody?: { content: unknown } }>>;
    };
    expect(Object.keys(description.paths)).toEqual(
      expect.arrayContaining(['/api/auth/sign-in', '/api/accounts', '/api/audit']),
    );
    expect(JSON.stringify(description.paths['/api/auth/sign-in']?.post?.requestBody)).toContain('"password"');
  });

  it('lets nobody in who is not signed in, except where it is written here', async () => {
    const open = [
      ['post /api/auth/sign-in', 422],
      ['post /api/auth/set-up', 422],
      ['get /api/auth/demo-logins', 404],
      ['get /api/health/live', 200],
      ['get /api/health/ready', 200],
    ] as const;
    const { paths } = (await (await page('/api/docs-json')).json()) as {
      paths: Record<string, Record<string, unknown>>;
    };
    const handlers = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({ method, path, name: `${method} ${path}` })),
    );
    expect(handlers.length).toBeGreaterThan(25);
    const found: [string, number][] = [];
    for (const { method, path, name } of handlers) {
      const answer = await portal
        .visitor()
        .send(method.toUpperCase(), path.replace('/api', '').replace(/\{\w+\}/g, '1'));
      if (answer.status !== 401) found.push([name, answer.status]);
    }
    expect(found.sort()).toEqual([...open].sort());
  });

  it('logs requests as data, without what they carry', async () => {
    const client = portal.visitor();
    await client.signIn('jiwoo', testPassword);
    await client.get('/audit?cursor=secret-in-query');
    const log = portal.log.join('\n');
    expect(log).toContain('POST /api/auth/sign-in');
    for (const secret of [
      testPassword,
      client.csrfToken ?? '?',
      client.cookie?.split('=')[1] ?? '?',
      'secret-in-query',
    ]) {
      expect(log).not.toContain(secret);
    }
  });

  it('lives and is ready', async () => {
    expect((await portal.visitor().get('/health/live')).body).toEqual({ status: 'ok' });
    expect((await portal.visitor().get('/health/ready')).status).toBe(200);
  });
});
