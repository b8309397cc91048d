// The stage services and the dispatcher inside this process: the modules of main.ts and worker.ts without HTTP and without loops.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Test } from '@nestjs/testing';
import {
  auditSchemaOf,
  DecideService,
  Dispatcher,
  HttpAppModule,
  migratePortal,
  parseAuditKeys,
  parseKeyring,
  ProblemError,
  RegisterTargets,
  RequestViews,
  RollbackService,
  SubmitService,
  WorkerAppModule,
  type Actor,
  type AppConfig,
} from '@sluice/api';
import type { RequestView } from '@sluice/contracts';
import type { Connection } from 'mysql2/promise';
import type { FuzzServer } from '../server.ts';
import { rests, type Portal } from './portal.ts';
import { targetAccounts } from './target-accounts.ts';

const schema = 'fz_portal';
/** A retry waits for seconds, so this is long. */
const patienceMs = 40_000;

export async function openStages(server: FuzzServer): Promise<Portal> {
  const { hostname, port, username, password } = new URL(server.stack.mysql.url);
  const place = { host: hostname, port: Number(port) };
  await migratePortal({ ...place, user: decodeURIComponent(username), password: decodeURIComponent(password), schema });
  const runtime = { user: 'fz_runtime', password: randomBytes(12).toString('hex') };
  const { admin } = server;
  await admin.query('CREATE USER ?@? IDENTIFIED BY ?', [runtime.user, '%', runtime.password]);
  await admin.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON \`${schema}\`.* TO ?@'%'`, [runtime.user]);
  await admin.query(`GRANT SELECT, INSERT ON \`${auditSchemaOf(schema)}\`.* TO ?@'%'`, [runtime.user]);
  const folder = await mkdtemp(join(tmpdir(), 'sluice-fuzz-'));
  const config = configOf({ ...place, ...runtime, schema }, server.stack.redis.url, folder);
  const [http, worker] = await Promise.all(
    [HttpAppModule, WorkerAppModule].map((module) => {
      const builder = Test.createTestingModule({ imports: [module.with(config)] });
      // What a case comes to is what the judge sees.
      const silent = (): void => undefined;
      builder.setLogger({ log: silent, warn: silent, error: silent, fatal: silent });
      return builder.compile();
    }),
  );
  if (http === undefined || worker === undefined) throw new Error('a module is missing');
  const [submit, decide, rollback, views, register] = [
    http.get(SubmitService),
    http.get(DecideService),
    http.get(RollbackService),
    http.get(RequestViews),
    http.get(RegisterTargets),
  ];
  const dispatcher = worker.get(Dispatcher);
  const people = await makePeople(admin);
  const accounts = await targetAccounts(admin);

  const read = (id: number): Promise<RequestView> => views.view(people.dba, id);
  const settle = async (id: number): Promise<RequestView> => {
    const until = performance.now() + patienceMs;
    for (;;) {
      await dispatcher.advance(id);
      const view = await read(id);
      if (rests(view) || performance.now() > until) return view;
      await new Promise((done) => setTimeout(done, 50));
    }
  };
  const orRefused = async (work: () => Promise<RequestView>): Promise<RequestView | { readonly refused: string }> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ProblemError) return { refused: error.code };
      throw error;
    }
  };
  let environment: Promise<{ readonly id: number }> | undefined;
  return {
    read,
    file(targetId, statements) {
      const input = { targetDatabaseId: targetId, statements, reason: 'fuzz', expectedRows: null, checks: [] };
      return orRefused(async () => settle(await submit.file(people.developer, input)));
    },
    async approveAndRun(request, meanwhile) {
      const { id: revisionId, contentHash } = request.revision;
      const decision = { revisionId, contentHash: contentHash ?? '', decision: 'approve', comment: '' } as const;
      await decide.decide(people.dba, request.id, decision);
      const settled = settle(request.id);
      meanwhile();
      return settled;
    },
    rollBack(id) {
      return orRefused(async () => settle(await rollback.ask(people.dba, id, { onConflict: 'stop', reason: '' })));
    },
    async register(name, target) {
      environment ??= register.environment(people.dba, { name: 'fuzz', production: false, imagesKeptDays: 7 });
      const { id: environmentId } = await environment;
      const clusterId = await register.cluster(people.dba, {
        ...{ name: `cluster ${name}`, dialect: 'mysql', environmentId, teamId: people.teamId },
        writer: place,
        // Most of a connection's time is its TLS; those of the running processes have it.
        tls: { mode: 'off', ca: null },
      });
      await accounts.grant(target);
      for (const [purpose, account] of accounts.list)
        await register.credential(people.dba, clusterId, { purpose, ...account });
      return register.targetDatabase(people.dba, {
        ...{ name, teamId: people.teamId, environmentId },
        shards: [{ name: 'only', clusterId, schema: target }],
      });
    },
    async close() {
      await http.close();
      await worker.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function makePeople(admin: Connection): Promise<{ teamId: number; developer: Actor; dba: Actor }> {
  const insert = async (sql: string, values: readonly (string | number)[]): Promise<number> => {
    const [result] = await admin.execute(sql, [...values]);
    return (result as { insertId: number }).insertId;
  };
  const teamId = await insert(`INSERT INTO \`${schema}\`.team (name, created_at) VALUES (?, UTC_TIMESTAMP(6))`, [
    'fuzz',
  ]);
  const person = async (login: string, role: 'developer' | 'dba'): Promise<Actor> => {
    const accountId = await insert(
      `INSERT INTO \`${schema}\`.account (login, name, password_hash, created_at) VALUES (?, ?, 'x', UTC_TIMESTAMP(6))`,
      [login, login],
    );
    return { accountId, login, name: login, grants: [{ role, teamId }] };
  };
  return { teamId, developer: await person('dev', 'developer'), dba: await person('dba', 'dba') };
}

function configOf(portal: AppConfig['portal'], redisUrl: string, folder: string): AppConfig {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return {
    ...{
      portal,
      redisUrl,
      demo: false,
      host: '127.0.0.1',
      port: 0,
      trustProxy: 0,
      digestMysql: null,
      rehearsalMysql: null,
      webFolder: null,
    },
    keyring: parseKeyring(randomBytes(32).toString('base64')),
    auditKeys: parseAuditKeys(pem),
    auditHeadsFile: join(folder, 'heads.jsonl'),
    publicUrl: new URL('http://127.0.0.1'),
  };
}
