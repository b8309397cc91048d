import { testServers } from '@sluice/testing';
import type { RowDataPacket } from 'mysql2/promise';
import { demoAccounts } from '../access/demo-accounts.js';
import { StartChecks } from '../process/start-checks.js';
import { startTestPortal, type TestPortal } from '../testing/test-portal.js';
import { DataSource } from 'typeorm';
import { seedDemo } from './seed-demo.js';

// The accounts `sluice_reader`, `sluice_executor` and `sluice_grantor` of the shared server are the demo's own: made, and left, as the demo does.
describe.each(testServers())('the demo on $name', (server) => {
  let portal: TestPortal;

  beforeAll(async () => {
    portal = await startTestPortal(server, { demo: true });
  }, 60_000);

  afterAll(() => portal.close());

  const all = async (sql: string) => (await portal.admin.query<RowDataPacket[]>(sql))[0];

  it('is set up, and set up again without a change', async () => {
    await seedDemo(portal.config, server.adminUrl);
    const tables = [
      'account',
      'role_grant',
      'team',
      'environment',
      'cluster',
      'cluster_instance',
      'cluster_credential',
      'target_database',
      'shard',
    ];
    const state = () => Promise.all(tables.map((table) => all(`SELECT * FROM ${table} ORDER BY 1, 2`)));
    const before = await state();
    await seedDemo(portal.config, server.adminUrl);
    expect(await state()).toEqual(before);
    expect(await all('SELECT purpose FROM cluster_credential ORDER BY 1')).toEqual([
      { purpose: 'executor' },
      { purpose: 'grantor' },
      { purpose: 'reader' },
    ]);
  }, 60_000);

  it('lets its people in by the logins that it tells', async () => {
    await seedDemo(portal.config, server.adminUrl);
    const logins = (await portal.visitor().get<{ login: string; password: string }[]>('/auth/demo-logins')).body;
    expect(logins.map(({ login }) => login)).toEqual(demoAccounts.map(({ login }) => login));
    for (const { login, password } of logins) {
      expect([login, (await portal.visitor().signIn(login, password)).body.demo]).toEqual([login, true]);
    }
  }, 60_000);

  it('has accounts on its cluster that can do what Sluice needs, and no more is missing', async () => {
    const client = portal.visitor();
    await client.signIn('harin', demoAccounts.find(({ login }) => login === 'harin')?.password ?? '');
    const clusters = (await client.get<{ items: { id: number; name: string }[] }>('/clusters')).body.items;
    expect(clusters.map(({ name }) => name)).toEqual(['shop-main']);
    const checks = (
      await client.get<{ results: { code: string; ok: boolean }[] }[]>(`/clusters/${clusters[0]?.id}/check`)
    ).body;
    expect(checks.flatMap(({ results }) => results).filter(({ ok }) => !ok)).toEqual([]);
  });

  it('is refused outside the demo, and so is its database', async () => {
    const production = { ...portal.config, demo: false };
    await expect(seedDemo(production, server.adminUrl)).rejects.toThrow('SLUICE_DEMO=1');
    await expect(new StartChecks(portal.app.get(DataSource), production).onModuleInit()).rejects.toThrow(
      'demo accounts',
    );
    await expect(new StartChecks(portal.app.get(DataSource), portal.config).onModuleInit()).resolves.toBeUndefined();
  });
});
