// A whole portal for a database test: schemas of its own on the test server, the two accounts as in production, and the
// Nest application listening. Real: MySQL, Valkey, HTTP. Its own: the clock and the log, which a test can read.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoggerService } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Role } from '@sluice/contracts';
import { auditSchemaOf } from '@sluice/migrations';
import { openAdmin, testRedisUrl, type TestServer } from '@sluice/testing';
import type { Connection } from 'mysql2/promise';
import { hashPassword } from '../access/passwords.js';
import { parseAuditKeys } from '../config/audit-keys.js';
import type { AppConfig } from '../config/app-config.js';
import { parseKeyring } from '../config/keyring.js';
import { migratePortal } from '../database/migrate-portal.js';
import { createHttpApp } from '../http/create-http-app.js';
import { PortalClient } from './portal-client.js';

export const testPassword = 'a long test password';

export interface TestPortal {
  readonly app: NestExpressApplication;
  readonly config: AppConfig;
  readonly url: string;
  /** As the server's administrator, with the portal's schema selected. */
  readonly admin: Connection;
  /** Quoted. */
  readonly auditSchema: string;
  /** Every line that the application logged. */
  readonly log: string[];
  /** Makes an account with `testPassword` and these grants; answers its id. */
  account(login: string, ...grants: readonly { role: Role; teamId: number | null }[]): Promise<number>;
  team(name: string): Promise<number>;
  /** A client that is not signed in. */
  visitor(): PortalClient;
  /** With `testPassword`, unless told another. */
  signedIn(login: string, password?: string): Promise<PortalClient>;
  close(): Promise<void>;
}

/** Starts the portal; `change` alters its configuration. The caller closes it. */
export async function startTestPortal(server: TestServer, change: Partial<AppConfig> = {}): Promise<TestPortal> {
  const database = await createPortalDatabase(server);
  const { admin, schema } = database;
  const folder = await mkdtemp(join(tmpdir(), 'sluice-test-'));
  const config = testConfig({ ...database.runtime, schema }, folder, change);
  const log: string[] = [];
  const app = await createHttpApp(config, memoryLogger(log));
  await app.listen(0, '127.0.0.1');
  const { port } = (app.getHttpServer() as Server).address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  // The port is known only now; the guard reads the address at each request.
  config.publicUrl.href = url;

  const insert = async (sql: string, values: readonly (string | number | null)[]) => {
    const [result] = await admin.execute(sql, [...values]);
    return (result as { insertId: number }).insertId;
  };
  let passwordHash: Promise<string> | undefined;
  const visitor = () => new PortalClient(url);
  return {
    ...{ app, config, url, admin, log, visitor },
    auditSchema: `\`${auditSchemaOf(schema)}\``,
    async account(login, ...grants) {
      passwordHash ??= hashPassword(testPassword);
      const id = await insert(
        'INSERT INTO account (login, name, password_hash, created_at) VALUES (?, ?, ?, UTC_TIMESTAMP(6))',
        [login, login, await passwordHash],
      );
      for (const { role, teamId } of grants) {
        await insert(
          'INSERT INTO role_grant (account_id, role, team_id, created_at) VALUES (?, ?, ?, UTC_TIMESTAMP(6))',
          [id, role, teamId],
        );
      }
      return id;
    },
    team: (name) => insert('INSERT INTO team (name, created_at) VALUES (?, UTC_TIMESTAMP(6))', [name]),
    async signedIn(login, password = testPassword) {
      const client = visitor();
      const answer = await client.signIn(login, password);
      if (answer.status !== 200) throw new Error(`${login} could not sign in: ${answer.status}`);
      return client;
    },
    async close() {
      await app.close();
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}

interface PortalDatabase {
  readonly admin: Connection;
  readonly schema: string;
  readonly runtime: { host: string; port: number; user: string; password: string };
  drop(): Promise<void>;
}

async function createPortalDatabase(server: TestServer): Promise<PortalDatabase> {
  const name = `${process.pid}_${randomBytes(4).toString('hex')}`;
  const schema = `sluice_test_portal_${name}`;
  const { hostname, port, username, password } = new URL(server.adminUrl);
  const place = { host: hostname, port: Number(port || 3306) };
  await migratePortal({
    ...place,
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    schema,
  });
  const admin = await openAdmin(server, { database: schema, timezone: 'Z' });
  const runtime = { ...place, user: `sluice_t_${name}`.slice(0, 32), password: randomBytes(12).toString('hex') };
  await admin.query('CREATE USER ?@? IDENTIFIED BY ?', [runtime.user, '%', runtime.password]);
  await admin.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON \`${schema}\`.* TO ?@?`, [runtime.user, '%']);
  await admin.query(`GRANT SELECT, INSERT ON \`${auditSchemaOf(schema)}\`.* TO ?@?`, [runtime.user, '%']);
  await admin.query('GRANT ALL ON `sluice\\_rehearsal\\_%`.* TO ?@?', [runtime.user, '%']);
  return {
    ...{ admin, schema, runtime },
    async drop() {
      await admin.query('DROP USER ?@?', [runtime.user, '%']);
      for (const each of [schema, auditSchemaOf(schema)]) await admin.query(`DROP DATABASE \`${each}\``);
      await admin.end();
    },
  };
}

function testConfig(portal: AppConfig['portal'], folder: string, change: Partial<AppConfig>): AppConfig {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return {
    portal,
    redisUrl: testRedisUrl(),
    keyring: parseKeyring(randomBytes(32).toString('base64')),
    auditKeys: parseAuditKeys(pem),
    auditHeadsFile: join(folder, 'audit-heads.jsonl'),
    demo: false,
    host: '127.0.0.1',
    port: 0,
    publicUrl: new URL('http://127.0.0.1'),
    trustProxy: 1,
    digestMysql: null,
    rehearsalMysql: null,
    webFolder: null,
    ...change,
  };
}

function memoryLogger(lines: string[]): LoggerService {
  const add = (...parts: unknown[]) => void lines.push(JSON.stringify(parts));
  return { log: add, warn: add, error: add, fatal: add };
}
