import { join } from 'node:path';

import type { Stack } from '@sluice/stack';

import type { PortalAccounts } from './accounts.ts';
import type { KeyFiles } from './keys.ts';

/** Kept in the state folder for commands that ask the running portal's database, such as `npm run audit:verify`. */
export const ENVIRONMENT_FILE = 'portal-environment.json';

export interface PortalParts {
  readonly root: string;
  readonly port: number;
  readonly accounts: PortalAccounts;
  readonly servers: Pick<Stack, 'mysql' | 'redis'>;
  readonly keys: KeyFiles;
}

/** What the portal's processes are told: the names that apps/api/src/config reads. */
export function portalEnvironment({ root, port, accounts, servers, keys }: PortalParts): NodeJS.ProcessEnv {
  return {
    ...process.env,
    SLUICE_PORTAL_MIGRATION_URL: accounts.migrationUrl,
    SLUICE_PORTAL_URL: accounts.runtimeUrl,
    SLUICE_REDIS_URL: servers.redis.url,
    SLUICE_DIGEST_MYSQL_URL: accounts.runtimeUrl,
    SLUICE_KEY_FILE: keys.credentialKey,
    SLUICE_AUDIT_KEY_FILE: keys.auditKey,
    SLUICE_WEB_FOLDER: join(root, 'apps/web/dist'),
    SLUICE_DEMO: '1',
    SLUICE_DEMO_MYSQL_ADMIN_URL: servers.mysql.url,
    SLUICE_PORT: String(port),
    SLUICE_PUBLIC_URL: process.env.SLUICE_PUBLIC_URL ?? `http://127.0.0.1:${port}`,
  };
}

export function sluiceVariables(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => name.startsWith('SLUICE_')));
}
