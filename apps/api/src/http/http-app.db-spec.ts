import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problemSchema } from '@sluice/contracts';
import { testServers } from '@sluice/testing';
import { startTestPortal, testPassword, type TestPortal } from '../testing/test-portal.js';

interface Operation {
  readonly parameters: readonly { name: string; in: string; required: boolean }[];
  readonly requestBody?: unknown;
  readonly responses: Record<string, { content?: Record<string, unknown> }>;
}

interface Description {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: {
    readonly schemas: Record<string, unknown>;
    readonly responses: Record<string, { content: unknown }>;
  };
}

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
  const described = async () => (await (await page('/api/docs-json')).json()) as Description;

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
    const { paths } = await described();
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/api/auth/sign-in', '/api/accounts', '/api/audit']));
    expect(JSON.stringify(paths['/api/auth/sign-in']?.post?.requestBody)).toContain('"password"');
  });

  it('describes of each handler its answer, and the problem it may answer instead', async () => {
    const { paths, components } = await described();
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, { responses }] of Object.entries(methods)) {
        const { default: problem, ...answers } = responses;
        const about = { path, method, problem, answers: Object.keys(answers) };
        expect(about).toMatchObject({
          problem: { $ref: '#/components/responses/Problem' },
          answers: [expect.stringMatching(/^20[0124]$/)],
        });
        // 204 has no content; every other answer says what it is.
        if (answers['204'] === undefined) {
          expect([path, method, Object.keys(Object.values(answers)[0]?.content ?? {})]).not.toEqual([path, method, []]);
        }
      }
    }
    expect(components.responses.Problem?.content).toEqual({
      'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
    });
    expect(components.schemas.Problem).toMatchObject({
      properties: { code: { enum: expect.arrayContaining(['not-found']) as string[] } },
    });
    expect(Object.keys(paths['/api/events']?.get?.responses['200']?.content ?? {})).toEqual(['text/event-stream']);
    expect(paths['/api/accounts']?.get?.responses['200']?.content).toMatchObject({
      'application/json': {
        schema: { properties: { items: { items: { $ref: '#/components/schemas/AccountView' } } } },
      },
    });
  });

  it('refers in its description only to what is there', async () => {
    const description = await described();
    const references = [...JSON.stringify(description).matchAll(/"\$ref":"([^"]*)"/g)].map(([, to]) => to ?? '');
    expect(references.length).toBeGreaterThan(50);
    const missing = references.filter((to) => {
      const [, , kind, name] = to.split('/');
      return !to.startsWith('#/components/') || !(name! in description.components[kind as 'schemas']);
    });
    expect(missing).toEqual([]);
  });

  it('describes the headers that a change needs, and may have', async () => {
    const { paths } = await described();
    const headersOf = (path: string, method: string) =>
      (paths[`/api${path}`]?.[method]?.parameters ?? [])
        .filter((parameter) => parameter.in === 'header')
        .map(({ name, required }) => ({ name, required }));
    const csrf = { name: 'x-csrf-token', required: true };
    const once = { name: 'Idempotency-Key', required: false };
    expect(headersOf('/change-requests', 'post')).toEqual([once, csrf]);
    expect(headersOf('/auth/sign-out', 'post')).toEqual([csrf]);
    const keyed = Object.keys(paths).filter((path) =>
      headersOf(path.slice(4), 'post').some(({ name }) => name === once.name),
    );
    expect(keyed.sort()).toEqual(
      ['accounts', 'clusters', 'environments', 'target-databases', 'teams', 'change-requests']
        .concat(['revisions', 'decisions', 'rollbacks'].map((act) => `change-requests/{id}/${act}`))
        .map((path) => `/api/${path}`)
        .sort(),
    );
    for (const [path, methods] of Object.entries(paths)) {
      for (const method of Object.keys(methods)) {
        const open = path === '/api/auth/sign-in' || path === '/api/auth/set-up';
        const needed = method === 'get' || open ? [] : [csrf];
        expect([path, method, headersOf(path.slice(4), method).filter(({ name }) => name !== once.name)]).toEqual([
          path,
          method,
          needed,
        ]);
      }
    }
  });

  it('lets nobody in who is not signed in, except where it is written here', async () => {
    const open = [
      ['post /api/auth/sign-in', 422],
      ['post /api/auth/set-up', 422],
      ['get /api/auth/demo-logins', 404],
      ['get /api/health/live', 200],
      ['get /api/health/ready', 200],
    ] as const;
    const { paths } = await described();
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
