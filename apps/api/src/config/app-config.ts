// The environment, read once into one validated and frozen AppConfig. Nothing else reads process.env.
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { parseAuditKeys, type AuditKeys } from './audit-keys.js';
import { parseKeyring, type Keyring } from './keyring.js';
import { mysqlAddress, type MysqlAddress } from './mysql-address.js';
import { readText } from './read-text.js';

export interface AppConfig {
  readonly portal: MysqlAddress;
  readonly redisUrl: string;
  /** Closes credentials of clusters. */
  readonly keyring: Keyring;
  /** Signs heads of the audit chain. */
  readonly auditKeys: AuditKeys;
  /** Heads are appended here too: outside the database, so that cutting and recomputing the chain is found. */
  readonly auditHeadsFile: string;
  readonly demo: boolean;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: URL;
  /** As Express's `trust proxy`: how many proxies stand in front, or their addresses. */
  readonly trustProxy: number | string;
  /** A MySQL whose max_digest_length proves long statements; null: only the target's own. */
  readonly digestMysql: MysqlAddress | null;
  /** Where structure changes are rehearsed; null: on the portal's own MySQL. */
  readonly rehearsalMysql: MysqlAddress | null;
  /** The built web app; null where this process serves none. */
  readonly webFolder: string | null;
}

export const APP_CONFIG = Symbol('APP_CONFIG');

export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration is not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

const flag = z.enum(['0', '1'], 'must be 1 or 0').default('0');
const proxies = z.string().regex(/^(\d{1,2}|[\w.:/, ]+)$/, 'must be a number of proxies or their addresses');

const environmentSchema = z.object({
  SLUICE_PORTAL_URL: z.string('is missing: mysql://user:password@host:port/sluice_portal'),
  SLUICE_REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must be redis://… or rediss://… of a Valkey or Redis' }),
  SLUICE_KEY: z.string().optional(),
  SLUICE_KEY_FILE: z.string().optional(),
  SLUICE_AUDIT_KEY_FILE: z.string('is missing: a file that holds an Ed25519 private key in PEM'),
  SLUICE_AUDIT_HEADS_FILE: z.string().optional(),
  SLUICE_DEMO: flag,
  SLUICE_HOST: z.string().optional(),
  SLUICE_PORT: z.coerce.number('must be a port').int().min(0).max(65_535).default(8470),
  SLUICE_PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be the http(s) address people open' }).optional(),
  SLUICE_TRUST_PROXY: proxies.default('0'),
  SLUICE_DIGEST_MYSQL_URL: z.string().optional(),
  SLUICE_REHEARSAL_MYSQL_URL: z.string().optional(),
  SLUICE_WEB_FOLDER: z.string().optional(),
});

type ReadFile = (path: string) => string;
export type Environment = Readonly<Record<string, string | undefined>>;

/** @throws ConfigError naming every wrong or missing variable, without values of secrets. */
export function loadConfig(environment: Environment, readFile: ReadFile = readText): AppConfig {
  const problems: string[] = [];
  const attempt = <T>(variable: string, read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      problems.push(`${variable} ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  };
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environmentSchema.safeParse(set);
  if (!parsed.success) {
    problems.push(...parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`));
    throw new ConfigError(problems);
  }
  const env = parsed.data;
  const portal = attempt('SLUICE_PORTAL_URL', () => mysqlAddress(env.SLUICE_PORTAL_URL, readFile));
  const keyring = attempt('SLUICE_KEY or SLUICE_KEY_FILE', () =>
    parseKeyring(env.SLUICE_KEY ?? readFile(required(env.SLUICE_KEY_FILE))),
  );
  const auditKeys = attempt('SLUICE_AUDIT_KEY_FILE', () => parseAuditKeys(readFile(env.SLUICE_AUDIT_KEY_FILE)));
  const digestUrl = env.SLUICE_DIGEST_MYSQL_URL;
  const digestMysql = attempt('SLUICE_DIGEST_MYSQL_URL', () =>
    digestUrl === undefined ? null : mysqlAddress(digestUrl, readFile),
  );
  const rehearsalUrl = env.SLUICE_REHEARSAL_MYSQL_URL;
  const rehearsalMysql = attempt('SLUICE_REHEARSAL_MYSQL_URL', () =>
    rehearsalUrl === undefined ? null : mysqlAddress(rehearsalUrl, readFile),
  );
  if (portal === undefined || keyring === undefined || auditKeys === undefined) throw new ConfigError(problems);
  if (digestMysql === undefined || rehearsalMysql === undefined) throw new ConfigError(problems);
  const demo = env.SLUICE_DEMO === '1';
  return Object.freeze({
    portal,
    redisUrl: env.SLUICE_REDIS_URL,
    keyring,
    auditKeys,
    auditHeadsFile: env.SLUICE_AUDIT_HEADS_FILE ?? join(dirname(env.SLUICE_AUDIT_KEY_FILE), 'audit-heads.jsonl'),
    demo,
    // Demo passwords are known to everyone, so the demo does not listen to the network unless told to.
    host: env.SLUICE_HOST ?? (demo ? '127.0.0.1' : '0.0.0.0'),
    port: env.SLUICE_PORT,
    publicUrl: new URL(env.SLUICE_PUBLIC_URL ?? `http://localhost:${env.SLUICE_PORT}`),
    trustProxy: /^\d+$/.test(env.SLUICE_TRUST_PROXY) ? Number(env.SLUICE_TRUST_PROXY) : env.SLUICE_TRUST_PROXY,
    digestMysql,
    rehearsalMysql,
    webFolder: env.SLUICE_WEB_FOLDER ?? null,
  });
}

function required(path: string | undefined): string {
  if (path === undefined) throw new Error('is missing: 32 random bytes in base64, or a file that holds them');
  return path;
}
