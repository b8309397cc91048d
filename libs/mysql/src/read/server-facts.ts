import type { ServerFacts } from '@sluice/rollback';
import { sessionOf } from '../connect/connect-target.js';
import { literal } from '../connect/literal.js';
import type { Session } from '../connect/session.js';
import type { TargetConnection } from '../types.js';
import { dialectOf } from './dialect.js';
import { readSight } from './sight.js';

export async function readServerFacts(connection: TargetConnection): Promise<ServerFacts> {
  const session = sessionOf(connection);
  const [row] = await session.rows(
    `SELECT @@version, @@version_comment, @@global.sql_mode, @@global.collation_connection, @@max_digest_length,
       @@max_allowed_packet, @@lower_case_table_names, @@global.default_storage_engine, @@basedir,
       @@global.time_zone`,
  );
  const [version, comment, sqlMode, collation, digest, packet, lower, engine, basedir, zone] = row ?? [];
  const variables = await readVariables(session);
  return {
    version: version ?? '',
    versionNumber: versionNumber(version ?? ''),
    dialect: dialectOf({ version: version ?? '', comment: comment ?? '', basedir: basedir ?? '', variables }),
    sqlMode: sqlMode ?? '',
    timeZone: await presentOffset(session, zone ?? 'SYSTEM'),
    charset: 'utf8mb4',
    collation: collation?.startsWith('utf8mb4') ? collation : 'utf8mb4_0900_ai_ci',
    maxDigestLength: Number(digest),
    maxAllowedPacket: Number(packet),
    lowerCaseTableNames: Number(lower),
    innodbFlushLogAtTrxCommit: Number(variables.get('innodb_flush_log_at_trx_commit') ?? 1),
    defaultStorageEngine: engine ?? '',
    nativeForeignKeys: (variables.get('innodb_native_foreign_keys') ?? 'ON') !== 'OFF',
    sight: await readSight(session),
  };
}

/** Some are missing on some servers, so they can't be selected by name. */
async function readVariables(session: Session): Promise<Map<string, string>> {
  const rows = await session.rows(
    `SHOW GLOBAL VARIABLES WHERE Variable_name IN ('innodb_native_foreign_keys', 'innodb_flush_log_at_trx_commit', 'aurora_version')`,
  );
  return new Map(rows.map(([name, value]) => [name ?? '', value ?? '']));
}

/** Asked by the clock itself: CONVERT_TZ would need the server's time zone tables, and knows no SYSTEM. */
async function presentOffset(session: Session, zone: string): Promise<string> {
  await session.run(`SET SESSION time_zone = ${literal(zone)}`);
  const minutes = await session.count('SELECT ROUND(TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(), NOW()) / 60)');
  await session.run("SET SESSION time_zone = '+00:00'");
  return offset(minutes);
}

/** 9.7.4 is 90704. */
export function versionNumber(version: string): number {
  const [major = 0, minor = 0, patch = 0] = version.split(/[^0-9]+/).map(Number);
  return major * 10_000 + minor * 100 + patch;
}

function offset(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
