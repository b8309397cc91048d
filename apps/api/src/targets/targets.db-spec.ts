import { rootCertificates } from 'node:tls';
import { testServers } from '@sluice/testing';
import type { RowDataPacket } from 'mysql2/promise';
import type { PortalClient } from '../testing/portal-client.js';
import { startTestPortal, type TestPortal } from '../testing/test-portal.js';
import { TargetDirectory } from './target-directory.js';

const secret = 'the-password-of-the-target-9f3a';

interface WithId {
  readonly id: number;
}

describe.each(testServers())('targets on $name', (server) => {
  let portal: TestPortal;
  let shop: number;
  let promo: number;
  let environmentId: number;
  let dba: PortalClient;
  const { hostname, port, username, password } = new URL(server.adminUrl);
  const writer = { host: hostname, port: Number(port || 3306) };
  const answers: string[] = [];
  const heard = <T extends { text: string }>(answer: T): T => {
    answers.push(answer.text);
    return answer;
  };
  const cluster = async (name: string, teamId: number) =>
    heard(await dba.post<WithId>('/clusters', { name, dialect: 'mysql', environmentId, teamId, writer })).body.id;

  beforeAll(async () => {
    portal = await startTestPortal(server);
    shop = await portal.team('shop');
    promo = await portal.team('promo');
    await portal.account('root', { role: 'admin', teamId: null });
    await portal.account('harin', { role: 'dba', teamId: null });
    await portal.account('promo-dba', { role: 'dba', teamId: promo });
    await portal.account('jiwoo', { role: 'developer', teamId: shop });
    await portal.account('sora', { role: 'auditor', teamId: null });
    const root = await portal.signedIn('root');
    environmentId = (await root.post<WithId>('/environments', { name: 'prod', production: true })).body.id;
    dba = await portal.signedIn('harin');
  }, 60_000);

  afterAll(() => portal.close());

  it('keep a credential encrypted, show it to nobody, and open it for the driver', async () => {
    const id = await cluster('vault', shop);
    const body = { purpose: 'reader', username: 'someone', password: secret };
    expect(heard(await dba.send('PUT', `/clusters/${id}/credentials`, body)).status).toBe(204);
    const [row] = (
      await portal.admin.query<RowDataPacket[]>('SELECT * FROM cluster_credential WHERE cluster_id = ?', [id])
    )[0];
    expect((row?.secret as Buffer).includes(secret)).toBe(false);
    const listed = heard(await dba.get<{ items: WithId[] }>('/clusters'));
    expect(listed.body.items.find((each) => each.id === id)).toMatchObject({
      credentials: [{ purpose: 'reader', username: 'someone', keyId: portal.config.keyring.current.id }],
    });
    await expect(portal.app.get(TargetDirectory, { strict: false }).clusterConnection(id, 'reader')).resolves.toEqual({
      ...{ ...writer, user: 'someone', dialect: 'mysql', tls: { mode: 'required', ca: null } },
      password: secret,
    });
    heard(await dba.send('PUT', `/clusters/${id}/credentials`, { ...body, username: 5 }));
    heard(await dba.get(`/clusters/${id}/check`));
    heard(await (await portal.signedIn('sora')).get('/audit?limit=200'));
    expect(answers.length).toBeGreaterThan(4);
    expect(answers.join('\n')).not.toContain(secret);
    expect(portal.log.join('\n')).not.toContain(secret);
    const [entries] = await portal.admin.query<RowDataPacket[]>(`SELECT params FROM ${portal.auditSchema}.audit_entry`);
    expect(JSON.stringify(entries)).not.toContain(secret);
  });

  it('are registered by those who may, in their teams only', async () => {
    const promoDba = await portal.signedIn('promo-dba');
    const developer = await portal.signedIn('jiwoo');
    const auditor = await portal.signedIn('sora');
    const shopCluster = await cluster('shop-only', shop);
    const input = (name: string, teamId: number) => ({ name, dialect: 'mysql', environmentId, teamId, writer });
    expect((await promoDba.post('/clusters', input('promo-main', promo))).status).toBe(201);
    expect((await promoDba.post('/clusters', input('x', shop))).status).toBe(403);
    for (const client of [developer, auditor]) {
      expect((await client.post('/clusters', input('x', shop))).status).toBe(403);
      expect((await client.post('/environments', { name: 'x', production: false })).status).toBe(403);
      expect(
        (
          await client.send('PUT', `/clusters/${shopCluster}/credentials`, {
            purpose: 'reader',
            username: 'a',
            password: 'b',
          })
        ).status,
      ).toBe(client === auditor ? 403 : 404);
      expect((await client.get(`/clusters/${shopCluster}/check`)).status).toBe(client === auditor ? 403 : 404);
    }
    // Whoever may not see a cluster is not told that it exists.
    expect((await promoDba.get(`/clusters/${shopCluster}/check`)).body).toMatchObject({ code: 'not-found' });
    expect((await promoDba.get('/clusters')).text).not.toContain('shop-only');
    expect((await developer.get('/clusters')).body).toEqual({ items: [] });
    // A target database on somebody else's cluster would act by that cluster's accounts.
    const database = {
      name: 'stolen',
      teamId: promo,
      environmentId,
      shards: [{ name: 's', clusterId: shopCluster, schema: 'shop' }],
    };
    expect((await promoDba.post('/target-databases', database)).status).toBe(404);
    expect((await dba.post('/clusters', { ...input('x', shop), environmentId: 99_999 })).status).toBe(404);
    expect((await dba.post('/clusters', input('shop-only', shop))).body).toMatchObject({ code: 'name-taken' });
  });

  it('have shards, each schema of a cluster once, and say who may file', async () => {
    const clusterId = await cluster('sharded', shop);
    const shards = ['a', 'b', 'c'].map((name) => ({ name, clusterId, schema: `orders_${name}` }));
    const made = await dba.post<WithId>('/target-databases', { name: 'orders', teamId: shop, environmentId, shards });
    expect([made.status, made.body]).toMatchObject([
      201,
      { shards: shards.map(({ name, schema }) => ({ name, schema, clusterName: 'sharded' })), mayFile: true },
    ]);
    const again = { name: 'orders-2', teamId: promo, environmentId, shards: shards.slice(0, 1) };
    expect((await dba.post('/target-databases', again)).body).toMatchObject({ code: 'name-taken' });
    expect((await dba.post('/target-databases', { ...again, shards: [] })).body).toMatchObject({ code: 'invalid' });
    const seen = async (login: string) =>
      (await (await portal.signedIn(login)).get<{ items: { name: string; mayFile: boolean }[] }>('/target-databases'))
        .body.items;
    expect(await seen('jiwoo')).toMatchObject([{ name: 'orders', mayFile: true }]);
    expect(await seen('sora')).toMatchObject([{ name: 'orders', mayFile: false }]);
    expect(await seen('promo-dba')).toEqual([]);
    const directory = portal.app.get(TargetDirectory, { strict: false });
    expect((await directory.shards(made.body.id)).map(({ schema }) => schema)).toEqual([
      'orders_a',
      'orders_b',
      'orders_c',
    ]);
    await expect(directory.database(99_999)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('are never the schemas of the server or of Sluice itself', async () => {
    const clusterId = await cluster('own schemas', shop);
    for (const schema of ['sluice', 'mysql', 'Performance_Schema']) {
      const shards = [{ name: 's', clusterId, schema }];
      const answer = await dba.post('/target-databases', { name: schema, teamId: shop, environmentId, shards });
      expect(answer.body).toMatchObject({ code: 'invalid', issues: [{ path: 'shards.0.schema' }] });
    }
  });

  it('say so when the key of a password is gone', async () => {
    const clusterId = await cluster('keyless', shop);
    await dba.send('PUT', `/clusters/${clusterId}/credentials`, { purpose: 'reader', username: 'a', password: secret });
    const shards = [{ name: 's', clusterId, schema: 'y' }];
    const made = await dba.post<WithId>('/target-databases', { name: 'keyless', teamId: shop, environmentId, shards });
    await portal.admin.query("UPDATE cluster_credential SET key_id = 'gone' WHERE cluster_id = ?", [clusterId]);
    const outline = await dba.get(`/target-databases/${made.body.id}/outline`);
    expect([outline.status, outline.body]).toMatchObject([
      502,
      { code: 'target-unavailable', params: { message: 'credential-unreadable' } },
    ]);
  });

  it('are checked: what is granted, what is missing, and the statement that mends it', async () => {
    // What onboarding asks for first; on a fresh server no other test may have made it yet.
    await portal.admin.query('CREATE DATABASE IF NOT EXISTS sluice DEFAULT CHARACTER SET utf8mb4');
    const clusterId = await cluster('checked', shop);
    const schema = portal.config.portal.schema;
    const database = { name: 'checked', teamId: shop, environmentId, shards: [{ name: 's', clusterId, schema }] };
    const target = (await dba.post<WithId>('/target-databases', database)).body.id;
    const unset = (await dba.get<{ purpose: string; grants: string[] }[]>(`/clusters/${clusterId}/check`)).body;
    expect(unset).toMatchObject([
      { purpose: 'reader', results: [{ code: 'account-not-set', ok: false }] },
      { purpose: 'executor', results: [{ code: 'account-not-set', ok: false }] },
      { purpose: 'grantor', results: [{ code: 'account-not-set', ok: false }] },
    ]);
    expect(unset[0]?.grants.join('\n')).toContain("'sluice_reader'@'%'");

    const admin = { username: decodeURIComponent(username), password: decodeURIComponent(password) };
    await dba.send('PUT', `/clusters/${clusterId}/credentials`, { purpose: 'reader', ...admin });
    const { user: weak, password: weakPassword } = portal.config.portal;
    await dba.send('PUT', `/clusters/${clusterId}/credentials`, {
      purpose: 'executor',
      username: weak,
      password: weakPassword,
    });
    await dba.send('PUT', `/clusters/${clusterId}/credentials`, { purpose: 'grantor', ...admin });
    const [reader, executor, grantor] = (
      await dba.get<{ results: { code: string; ok: boolean; remedy: string | null }[] }[]>(
        `/clusters/${clusterId}/check`,
      )
    ).body;
    expect(reader?.results.filter(({ ok }) => !ok)).toEqual([]);
    const missing = executor?.results.filter(({ ok }) => !ok) ?? [];
    expect(missing.length).toBeGreaterThan(0);
    expect(missing[0]?.remedy).toContain('GRANT');
    expect(grantor?.results.filter(({ ok }) => !ok)).toEqual([]);
    expect(grantor?.results.map(({ code }) => code)).toContain(`gives-access:${schema}`);

    const developer = await portal.signedIn('jiwoo');
    const outline = await developer.get<{ tables: { name: string; columns: string[] }[] }>(
      `/target-databases/${target}/outline`,
    );
    expect(outline.body.tables.find(({ name }) => name === 'team')?.columns).toEqual(['id', 'name', 'created_at']);
    expect((await (await portal.signedIn('promo-dba')).get(`/target-databases/${target}/outline`)).status).toBe(404);
    expect((await (await portal.signedIn('sora')).get(`/target-databases/${target}/outline`)).status).toBe(403);
  });

  it('are reached encrypted, as their DBA says', async () => {
    const clusterId = await cluster('encrypted', shop);
    const admin = { username: decodeURIComponent(username), password: decodeURIComponent(password) };
    await dba.send('PUT', `/clusters/${clusterId}/credentials`, { purpose: 'reader', ...admin });
    const seen = async () => {
      const { items } = (await dba.get<{ items: { id: number; tls: unknown }[] }>('/clusters')).body;
      const [reader] = (await dba.get<{ results: { code: string; ok: boolean }[] }[]>(`/clusters/${clusterId}/check`))
        .body;
      const found = reader?.results.find(({ code }) => code === 'encrypted');
      return [items.find(({ id }) => id === clusterId)?.tls, found?.ok ?? reader?.results[0]?.code];
    };
    const tls = async (body: unknown, client = dba) => client.send('PUT', `/clusters/${clusterId}/tls`, body);
    expect(await seen()).toEqual([{ mode: 'required', hasCa: false }, true]);
    expect((await tls({ mode: 'off' })).status).toBe(204);
    expect(await seen()).toEqual([{ mode: 'off', hasCa: false }, false]);
    // Nobody known vouches for the certificate that the server made for itself.
    expect((await tls({ mode: 'verify-ca', ca: rootCertificates[0] })).status).toBe(204);
    expect(await seen()).toEqual([{ mode: 'verify-ca', hasCa: true }, 'connect']);
    await tls({ mode: 'required' });
    expect(await seen()).toEqual([{ mode: 'required', hasCa: true }, true]);
    await tls({ mode: 'required', ca: null });
    expect(await seen()).toEqual([{ mode: 'required', hasCa: false }, true]);
    const broken = '-----BEGIN CERTIFICATE-----\nbm9uZQ==\n-----END CERTIFICATE-----';
    for (const ca of [broken, `${rootCertificates[0]}\n${broken}`, 'text']) {
      expect((await tls({ mode: 'verify-ca', ca })).body).toMatchObject({ code: 'invalid', issues: [{ path: 'ca' }] });
    }
    expect((await tls({ mode: 'off' }, await portal.signedIn('promo-dba'))).status).toBe(404);
    expect((await tls({ mode: 'off' }, await portal.signedIn('sora'))).status).toBe(403);
  });

  it('that are down are said to be', async () => {
    const down = {
      name: 'down',
      dialect: 'mysql',
      environmentId,
      teamId: shop,
      writer: { host: '127.0.0.1', port: 1 },
    };
    const clusterId = (await dba.post<WithId>('/clusters', down)).body.id;
    await dba.send('PUT', `/clusters/${clusterId}/credentials`, { purpose: 'reader', username: 'a', password: secret });
    const database = { name: 'down', teamId: shop, environmentId, shards: [{ name: 's', clusterId, schema: 'x' }] };
    const target = (await dba.post<WithId>('/target-databases', database)).body.id;
    const outline = await dba.get(`/target-databases/${target}/outline`);
    expect([outline.status, outline.body]).toMatchObject([502, { code: 'target-unavailable' }]);
    const [reader] = (await dba.get<{ results: { code: string; ok: boolean }[] }[]>(`/clusters/${clusterId}/check`))
      .body;
    expect(reader?.results).toMatchObject([{ code: 'connect', ok: false }]);
  });
});
