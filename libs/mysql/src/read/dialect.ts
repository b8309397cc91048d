import type { Dialect } from '@sluice/contracts';

/** Aurora has variables of its own; RDS keeps its server under /rdsdbbin; MariaDB says its name in the version. */
export function dialectOf(server: {
  readonly version: string;
  readonly comment: string;
  readonly basedir: string;
  readonly variables: ReadonlyMap<string, string>;
}): Dialect {
  if (/mariadb/i.test(server.version + server.comment)) return 'mariadb';
  if (server.variables.has('aurora_version')) return 'aurora';
  return server.basedir.startsWith('/rdsdbbin') ? 'rds' : 'mysql';
}
