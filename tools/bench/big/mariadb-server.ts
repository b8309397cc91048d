// Debian's MariaDB for as long as it is measured: bootstrapped anew, and reached by its socket alone, in a folder that is ours alone.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import {
  MARIADB,
  startServerProcess,
  stateFolder,
  unpackPrograms,
  type Programs,
  type ServerProcess,
} from '@sluice/stack';
import { join } from 'node:path';
import { createConnection, type Connection } from 'mysql2/promise';
import { serverFlags } from './mysql-server.ts';

export interface MariaDb {
  readonly programs: Programs;
  readonly version: string;
  readonly socket: string;
  readonly binlogFolder: string;
  connect(): Promise<Connection>;
  stop(): Promise<void>;
}

/** `reason`: why this machine has none. */
export async function startMariaDb(
  root: string,
  signal: AbortSignal,
  progress: (line: string) => void,
): Promise<MariaDb | { readonly reason: string }> {
  try {
    const programs = await unpackPrograms(MARIADB, root, progress);
    return 'reason' in programs ? programs : await start(root, programs, signal, progress);
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

async function start(
  root: string,
  programs: Programs,
  signal: AbortSignal,
  progress: (line: string) => void,
): Promise<MariaDb> {
  const state = stateFolder(join(root, '.sluice/bench-mariadb'));
  const [data, temporary] = [state.file('data'), state.file('tmp')];
  for (const folder of [data, temporary]) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { mode: 0o700 });
  }
  const share = programs.path('usr/share/mariadb');
  const flags = [
    '--no-defaults',
    ...(process.getuid?.() === 0 ? ['--user=root'] : []),
    `--datadir=${data}`,
    `--tmpdir=${temporary}`,
    `--lc-messages-dir=${share}`,
    `--character-sets-dir=${share}/charsets`,
    `--plugin-dir=${temporary}`,
  ];
  const [command = '', ...first] = programs.command('usr/sbin/mariadbd');
  await bootstrap(command, [...first, ...flags, '--bootstrap'], share);
  const socket = state.file('mariadb.sock');
  const connect = (): Promise<Connection> => createConnection({ socketPath: socket, user: 'root', charset: 'utf8mb4' });
  const server: ServerProcess = await startServerProcess(
    {
      program: 'MariaDB',
      processFile: 'mariadb.process.json',
      command,
      arguments: [
        ...first,
        ...flags,
        ...serverFlags,
        '--innodb-log-file-size=2G',
        // A flashback is one statement a transaction: at 1,000,000 rows it is hundreds of megabytes.
        '--max-allowed-packet=1G',
        '--log-bin=binlog',
        '--binlog-format=ROW',
        '--binlog-row-image=FULL',
        '--server-id=1',
        '--skip-grant-tables',
        '--skip-networking',
        `--socket=${socket}`,
      ],
      logFile: state.file('mariadb.log'),
      answers: async () => (await connect()).end(),
    },
    {
      root,
      state,
      environment: process.env,
      preferredPorts: { mysql: 0, redis: 0 },
      resetCommand: 'rm -rf .sluice/bench-mariadb',
      signal,
      progress,
    },
  );
  const connection = await connect();
  const [rows] = await connection.query({ sql: 'SELECT VERSION()', rowsAsArray: true });
  await connection.end();
  const version = String((rows as unknown as string[][])[0]?.[0]);
  return { programs, version, socket, binlogFolder: data, connect, stop: () => server.stop() };
}

/** Its system tables, a statement a line as the bootstrap reads them. */
async function bootstrap(command: string, args: readonly string[], share: string): Promise<void> {
  const child = spawn(command, args, { stdio: ['pipe', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  child.stdin.on('error', () => undefined);
  child.stdin.write('CREATE DATABASE IF NOT EXISTS mysql;\nUSE mysql;\nSET @auth_root_socket=NULL;\n');
  for (const name of ['mariadb_system_tables', 'mariadb_performance_tables', 'mariadb_system_tables_data'])
    child.stdin.write(readFileSync(join(share, `${name}.sql`)));
  child.stdin.end();
  const code = await new Promise<number | null>((done, failed) => {
    child.once('error', failed);
    child.once('close', done);
  });
  if (code !== 0) throw new Error(`MariaDB's bootstrap ended with ${String(code)}: ${said.trim().slice(-500)}`);
}
