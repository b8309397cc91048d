import { startStack, stateFolder, type Stack } from '@sluice/stack';
import { join } from 'node:path';
import { createConnection, type Connection } from 'mysql2/promise';
import { schema } from './orders.ts';

/** Room for the largest table and its images, as a server has whose tables are that large. MariaDB gets the same. */
export const serverFlags: readonly string[] = [
  '--innodb-buffer-pool-size=1G',
  '--innodb-flush-log-at-trx-commit=1',
  '--sync-binlog=1',
];

export const benchFolder = '.sluice/bench-big';

/** A server of the benchmark's own, its binlog on, as durable as in production. @throws StackError */
export function startBenchStack(root: string, signal: AbortSignal, progress: (line: string) => void): Promise<Stack> {
  const { SLUICE_PORTAL_MYSQL_URL: _mysql, SLUICE_REDIS_URL: _redis, ...environment } = process.env;
  return startStack({
    root,
    state: stateFolder(join(root, benchFolder)),
    environment,
    preferredPorts: { mysql: 43306, redis: 46379 },
    resetCommand: `rm -rf ${benchFolder}`,
    signal,
    mysqlFlags: [...serverFlags, '--innodb-redo-log-capacity=2G'],
    progress,
  });
}

/** A plain client's connection, in an empty schema. */
export async function connectBench(url: string): Promise<Connection> {
  const connection = await createConnection({ uri: url, charset: 'utf8mb4', flags: ['-FOUND_ROWS'] });
  await connection.query(`DROP DATABASE IF EXISTS ${schema}`);
  await connection.query('DROP DATABASE IF EXISTS sluice');
  await connection.query(`CREATE DATABASE ${schema}`);
  await connection.query(`USE ${schema}`);
  return connection;
}
