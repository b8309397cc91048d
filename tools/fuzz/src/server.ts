// The run's own MySQL and Valkey under .sluice/fuzz, started anew for each phase with its flags. Nothing here promises to survive a crash, so
// commits do not wait for the disk.
import { join, resolve } from 'node:path';
import { startStack, stateFolder, type Stack } from '@sluice/stack';
import { createConnection, type Connection } from 'mysql2/promise';
import { environments, serverZone, type Environment, type Phase } from './generate/environments.ts';

const quick = [
  '--innodb-flush-log-at-trx-commit=2',
  '--sync-binlog=0',
  '--innodb-doublewrite=OFF',
  // A file less for each of the tables that come and go.
  '--innodb-file-per-table=OFF',
  '--innodb-buffer-pool-size=256M',
  '--performance-schema=ON',
  '--max-connections=200',
];

const otherGlobals = [...new Set(environments.flatMap(({ globals = {} }) => Object.keys(globals)))];

export interface FuzzServer {
  readonly stack: Stack;
  readonly admin: Connection;
  connect(): Promise<Connection>;
  apply(environment: Environment): Promise<void>;
  stop(): Promise<void>;
}

export async function startServer(phase: Phase, signal: AbortSignal): Promise<FuzzServer> {
  const root = resolve(join(import.meta.dirname, '../../..'));
  const { SLUICE_PORTAL_MYSQL_URL: _mysql, SLUICE_REDIS_URL: _redis, ...environment } = process.env;
  process.env.TZ = serverZone;
  const stack = await startStack({
    root,
    state: stateFolder(join(root, '.sluice/fuzz')),
    environment,
    preferredPorts: { mysql: 33306, redis: 36379 },
    resetCommand: 'rm -rf .sluice/fuzz',
    signal,
    mysqlFlags: [...quick, ...phase.flags],
    progress: (line) => console.log(`  ${line}`),
  });
  const connect = (): Promise<Connection> => connectTo(stack.mysql.url);
  const admin = await connect();
  await dropLeftovers(admin);
  return {
    stack,
    admin,
    connect,
    async apply({ sqlMode, timeZone, isolation, autoIncrement, globals = {} }) {
      await admin.query(
        `SET GLOBAL sql_mode = ?, GLOBAL time_zone = ?, GLOBAL transaction_isolation = ?,
           GLOBAL auto_increment_increment = ?, GLOBAL auto_increment_offset = ?`,
        [sqlMode, timeZone, isolation, autoIncrement.increment, autoIncrement.offset],
      );
      for (const name of otherGlobals) await admin.query(`SET GLOBAL ${name} = ${globals[name] ?? 'DEFAULT'}`);
    },
    async stop() {
      await admin.end();
      await stack.stop();
    },
  };
}

export function connectTo(url: string): Promise<Connection> {
  return createConnection({ uri: url, charset: 'utf8mb4', flags: ['-FOUND_ROWS'], supportBigNumbers: true });
}

/** Of runs that were killed. */
async function dropLeftovers(admin: Connection): Promise<void> {
  const [rows] = await admin.query({
    sql: `SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE 'fz\\_%' OR schema_name = 'sluice'`,
    rowsAsArray: true,
  });
  for (const [name] of rows as unknown as string[][]) await admin.query(`DROP DATABASE \`${name ?? ''}\``);
  const [users] = await admin.query({ sql: `SELECT user FROM mysql.user WHERE user LIKE 'fz\\_%'`, rowsAsArray: true });
  for (const [name] of users as unknown as string[][]) await admin.query(`DROP USER '${name ?? ''}'@'%'`);
}
