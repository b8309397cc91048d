// A target for database tests: a schema of its own on the test server with a small table, accounts with exactly the grants that
// onboarding prints, and the rows of the portal that lead there.
import { randomBytes } from 'node:crypto';
import type { CredentialPurpose } from '@sluice/contracts';
import { requiredGrants } from '@sluice/mysql';
import { createScratchSchema, openAdmin, type TestServer } from '@sluice/testing';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { Actor } from '../access/actor.js';
import { RegisterTargets } from '../targets/register-targets.js';
import type { TestPortal } from './test-portal.js';

export interface TestShop {
  readonly targetId: number;
  readonly clusterId: number;
  readonly schema: string;
  /** Accounts on the target: their sessions can be found and killed. */
  readonly accounts: Readonly<Record<CredentialPurpose, string>>;
  /** As the server's administrator, with the target's schema selected. */
  readonly admin: Connection;
  /** Every row of a table, cells as text, in the order of the key. */
  rows(table: string): Promise<(string | null)[][]>;
  setPassword(purpose: CredentialPurpose, password: string): Promise<void>;
  close(): Promise<void>;
}

const tables = [
  `CREATE TABLE item (
     id INT NOT NULL PRIMARY KEY, name VARCHAR(20) NOT NULL, price DECIMAL(10,2) NOT NULL, stock INT NOT NULL,
     note TEXT NULL, UNIQUE KEY by_name (name), CHECK (stock >= 0)
   ) ENGINE=InnoDB`,
  `INSERT INTO item VALUES (1, '연필', 1.50, 10, NULL), (2, 'notebook', 3.20, 5, 'a\\'b'), (3, 'eraser 🎁', 0.70, 0, '')`,
  'CREATE TABLE keyed (id INT NOT NULL PRIMARY KEY, a VARCHAR(20) NULL) ENGINE=InnoDB',
  "INSERT INTO keyed VALUES (1, 'one'), (2, NULL)",
  'CREATE TABLE keyless (a INT) ENGINE=InnoDB',
  'CREATE TABLE old_style (id INT PRIMARY KEY, a INT) ENGINE=MyISAM',
  'CREATE VIEW cheap AS SELECT * FROM item WHERE price < 2',
];

export async function createTestShop(server: TestServer, portal: TestPortal, teamId: number): Promise<TestShop> {
  const admin = await openAdmin(server, { charset: 'utf8mb4' });
  const scratch = await createScratchSchema(admin);
  for (const table of tables) await admin.query(table);
  const suffix = randomBytes(4).toString('hex');
  const accounts = { reader: `slt_r_${suffix}`, executor: `slt_x_${suffix}`, grantor: `slt_g_${suffix}` };
  const password = randomBytes(12).toString('hex');
  for (const [purpose, user] of [
    ['reader', accounts.reader],
    ['executor', accounts.executor],
    ['grantor', accounts.grantor],
  ] as const) {
    await admin.query('CREATE USER ?@? IDENTIFIED BY ?', [user, '%', password]);
    for (const grant of requiredGrants(purpose, { user, host: '%' }, [scratch.name], 'mysql')) await admin.query(grant);
  }

  const register = portal.app.get(RegisterTargets);
  const actor: Actor = { accountId: await portal.account(`registrar-${suffix}`), login: '', name: '', grants: [] };
  const { hostname, port } = new URL(server.adminUrl);
  const { id: environmentId } = await register.environment(actor, {
    ...{ name: `env-${suffix}`, production: true, imagesKeptDays: 7 },
  });
  const clusterId = await register.cluster(actor, {
    ...{ name: `cluster-${suffix}`, dialect: 'mysql', environmentId, teamId },
    ...{ writer: { host: hostname, port: Number(port || 3306) }, tls: { mode: 'off', ca: null } },
  });
  const setPassword = async (purpose: CredentialPurpose, word: string) =>
    register.credential(actor, clusterId, { purpose, username: accounts[purpose], password: word });
  await setPassword('reader', password);
  await setPassword('executor', password);
  await setPassword('grantor', password);
  const targetId = await register.targetDatabase(actor, {
    ...{ name: `shop-${suffix}`, teamId, environmentId },
    shards: [{ name: 'only', clusterId, schema: scratch.name }],
  });

  return {
    ...{ targetId, clusterId, schema: scratch.name, accounts, admin },
    async setPassword(purpose, word) {
      await setPassword(purpose, word === '' ? password : word);
    },
    async rows(table) {
      const [rows] = await admin.query<RowDataPacket[][]>({
        sql: `SELECT * FROM \`${table}\` ORDER BY 1`,
        rowsAsArray: true,
        typeCast: (field) => field.string(),
      });
      return rows as unknown as (string | null)[][];
    },
    async close() {
      await scratch.drop();
      for (const user of Object.values(accounts)) await admin.query('DROP USER ?@?', [user, '%']);
      await admin.end();
    },
  };
}
