// Processes of their own and the HTTP API: the launcher of `npm start` on the run's server, with the people of its demo.
import type { ClusterView, EnvironmentView, RequestView, TargetDatabaseView } from '@sluice/contracts';
import { PortalClient, startPortal } from '@sluice/portal';
import type { FuzzServer } from '../server.ts';
import { rests, type Portal } from './portal.ts';
import { targetAccounts } from './target-accounts.ts';

const patienceMs = 40_000;

export async function openHttp(server: FuzzServer): Promise<Portal> {
  const { mysql, redis } = server.stack;
  const portal = await startPortal({
    stateFolder: '.sluice/fuzz-portal',
    environment: { SLUICE_PORTAL_MYSQL_URL: mysql.url, SLUICE_REDIS_URL: redis.url },
  });
  const [developer, dba, manager] = await Promise.all(
    ['jiwoo', 'harin', 'admin'].map((login) => PortalClient.signInDemo(portal.url, login)),
  );
  if (developer === undefined || dba === undefined || manager === undefined) throw new Error('someone is missing');
  const { hostname, port } = new URL(mysql.url);
  const accounts = await targetAccounts(server.admin, '_http');
  // Where the demo's developer may file.
  const { team } = await developer.targetDatabase('shop');
  let made: Promise<EnvironmentView> | undefined;

  const settle = async (id: number): Promise<RequestView> => {
    const until = performance.now() + patienceMs;
    for (let wait = 30; ; wait = Math.min(wait * 2, 250)) {
      const view = await developer.read(id);
      if (rests(view) || performance.now() > until) return view;
      await new Promise((done) => setTimeout(done, wait));
    }
  };
  const orRefused = async (work: () => Promise<RequestView>): Promise<RequestView | { readonly refused: string }> => {
    try {
      return await work();
    } catch (error) {
      const refused = error instanceof Error ? /: 4\d\d .*"code":"([\w-]+)"/.exec(error.message)?.[1] : undefined;
      if (refused === undefined) throw error;
      return { refused };
    }
  };
  return {
    read: (id) => developer.read(id),
    file(targetDatabaseId, statements) {
      const input = { targetDatabaseId, statements, reason: 'fuzz', expectedRows: null, checks: [] };
      return orRefused(async () => settle((await developer.file(input)).id));
    },
    async approveAndRun(request, meanwhile) {
      const { status } = await dba.approve(request);
      meanwhile();
      if (status === 'planned') throw new Error(`request ${String(request.id)} is not approved by a DBA alone`);
      return settle(request.id);
    },
    rollBack(id) {
      const path = `/change-requests/${String(id)}/rollbacks`;
      const asked = { onConflict: 'stop', reason: '' };
      return orRefused(async () => settle((await developer.call<RequestView>('POST', path, asked)).id));
    },
    async register(name, schema) {
      made ??= manager.call<EnvironmentView>('POST', '/environments', {
        name: `fuzz ${String(Date.now())}`,
        production: false,
      });
      const environment = await made;
      const cluster = await manager.call<ClusterView>('POST', '/clusters', {
        ...{
          name: `fuzz ${name} ${String(Date.now())}`,
          dialect: 'mysql',
          environmentId: environment.id,
          teamId: team.id,
        },
        writer: { host: hostname, port: Number(port) },
      });
      await accounts.grant(schema);
      for (const [purpose, account] of accounts.list) {
        await manager.call('PUT', `/clusters/${String(cluster.id)}/credentials`, { purpose, ...account });
      }
      const target = await manager.call<TargetDatabaseView>('POST', '/target-databases', {
        ...{ name: `fuzz ${name} ${String(Date.now())}`, teamId: team.id, environmentId: environment.id },
        shards: [{ name: 'only', clusterId: cluster.id, schema }],
      });
      return target.id;
    },
    close: () => portal.stop(),
  };
}
