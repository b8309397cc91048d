// The portal's own schemas and accounts: one that migrates, one that runs. The running one may add to the audit but never change it.
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';

import { StackError, type RunningServer, type StateFolder } from '@sluice/stack';

export interface PortalAccounts {
  /** `mysql://…/sluice_portal` for migrations. */
  readonly migrationUrl: string;
  /** `mysql://…/sluice_portal` for the running portal. */
  readonly runtimeUrl: string;
}

export const PORTAL_SCHEMA = 'sluice_portal';
export const AUDIT_SCHEMA = 'sluice_audit';

const MIGRATION_ACCOUNT = 'sluice_migrate';
const RUNTIME_ACCOUNT = 'sluice_app';

/** The privileges of each account. `_` is a wildcard in a GRANT's schema name, hence the escapes. */
export const GRANTS: readonly { readonly account: string; readonly privileges: string; readonly schema: string }[] = [
  { account: MIGRATION_ACCOUNT, privileges: 'ALL', schema: 'sluice\\_portal' },
  { account: MIGRATION_ACCOUNT, privileges: 'ALL', schema: 'sluice\\_audit' },
  { account: RUNTIME_ACCOUNT, privileges: 'SELECT, INSERT, UPDATE, DELETE', schema: 'sluice\\_portal' },
  { account: RUNTIME_ACCOUNT, privileges: 'SELECT, INSERT', schema: 'sluice\\_audit' },
  { account: RUNTIME_ACCOUNT, privileges: 'ALL', schema: 'sluice\\_rehearsal\\_%' },
];

/** Idempotent. Passwords are random and kept in the state folder. */
export async function createAccounts(mysql: RunningServer, state: StateFolder): Promise<PortalAccounts> {
  const admin = await createConnection({ uri: mysql.url });
  try {
    for (const schema of [PORTAL_SCHEMA, AUDIT_SCHEMA]) {
      await admin.query(`CREATE DATABASE IF NOT EXISTS \`${schema}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci`);
    }
    const urls: Record<string, string> = {};
    for (const account of [MIGRATION_ACCOUNT, RUNTIME_ACCOUNT]) {
      const password = state.secret(`mysql-${account}`);
      urls[account] = accountUrl(mysql.url, account, password);
      await ensureAccount(admin, mysql, account, password, urls[account]);
    }
    for (const { account, privileges, schema } of GRANTS)
      await admin.query(`GRANT ${privileges} ON \`${schema}\`.* TO '${account}'@'%'`);
    return { migrationUrl: urls[MIGRATION_ACCOUNT] ?? '', runtimeUrl: urls[RUNTIME_ACCOUNT] ?? '' };
  } finally {
    await admin.end();
  }
}

async function ensureAccount(
  admin: Connection,
  mysql: RunningServer,
  account: string,
  password: string,
  url: string,
): Promise<void> {
  const [rows] = await admin.query<RowDataPacket[]>("SELECT 1 FROM mysql.user WHERE user = ? AND host = '%'", [
    account,
  ]);
  if (rows.length === 0) {
    await admin.query(`CREATE USER '${account}'@'%' IDENTIFIED BY ?`, [password]);
    return;
  }
  if (await canSignIn(url)) return;
  if (mysql.provider === 'url') {
    // Another portal may be living on that server: its password is not ours to change.
    throw new StackError(
      'server-unusable',
      `The server that SLUICE_PORTAL_MYSQL_URL names already has an account '${account}'@'%' with a password that this folder does not know.`,
      `If it is left over from here, drop it there: DROP USER '${account}'@'%'. Otherwise name another server.`,
    );
  }
  await admin.query(`ALTER USER '${account}'@'%' IDENTIFIED BY ?`, [password]);
}

async function canSignIn(url: string): Promise<boolean> {
  try {
    const connection = await createConnection({ uri: withoutSchema(url) });
    await connection.end();
    return true;
  } catch {
    return false;
  }
}

export function accountUrl(adminUrl: string, account: string, password: string): string {
  const url = new URL(adminUrl);
  url.username = account;
  url.password = password;
  url.pathname = `/${PORTAL_SCHEMA}`;
  return url.toString();
}

function withoutSchema(address: string): string {
  const url = new URL(address);
  url.pathname = '';
  return url.toString();
}
