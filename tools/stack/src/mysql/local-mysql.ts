// A private MySQL as a process on this machine, from a binary of the PATH or of unpacked packages.
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ServerBinary } from '../local/server-binary.ts';
import { endLeftBehind } from '../local/left-behind.ts';
import { startServerProcess } from '../local/server-process.ts';
import { rememberedPort } from '../remembered-port.ts';
import type { ProviderName, RunningServer, StackContext } from '../providers/provider.ts';
import { judgeVersion } from '../server-version.ts';
import { StackError } from '../stack-error.ts';
import { writeWhole } from '../state/state-folder.ts';
import { ensureDataFolder } from './data-folder.ts';
import { localFlags } from './flags.ts';
import { mysqlVersion } from './ready.ts';

/** The system's limit of a socket's path, less the lock file's ".lock". */
const LONGEST_SOCKET_PATH = 100;

const PROGRAM = 'MySQL';
const PROCESS_FILE = 'mysql.process.json';

export async function startLocalMysql(
  provider: ProviderName,
  binary: ServerBinary,
  context: StackContext,
): Promise<RunningServer> {
  const { state } = context;
  await endLeftBehind(state, PROCESS_FILE, PROGRAM, context.progress);
  const dataFolder = await ensureDataFolder(binary, context);
  const port = await rememberedPort('mysql', context);
  const password = state.secret('mysql-root');
  const initFile = state.file('mysql-init.sql');
  writeWhole(initFile, initStatements(password));
  const temporaryFolder = state.file('mysql-tmp');
  mkdirSync(temporaryFolder, { recursive: true, mode: 0o700 });
  const errorLog = state.file('mysql.log');
  const url = `mysql://root:${password}@127.0.0.1:${port}`;
  const flags = localFlags(
    {
      dataFolder,
      temporaryFolder,
      initFile,
      errorLog,
      socket: shortSocketPath(state.file('mysql.sock')),
      pidFile: state.file('mysql.pid'),
    },
    port,
    process.getuid?.() === 0,
  );
  let answer = '';
  const server = await startServerProcess(
    {
      program: PROGRAM,
      processFile: PROCESS_FILE,
      command: binary.command,
      arguments: [...binary.arguments, '--no-defaults', ...binary.flags, ...flags, ...(context.mysqlFlags ?? [])],
      logFile: errorLog,
      answers: async () => {
        answer = await mysqlVersion(url);
      },
    },
    context,
  );
  const judged = judgeVersion('mysql', answer);
  if (!judged.suitable) {
    await server.stop();
    throw new StackError(
      'server-unusable',
      `The MySQL of this machine will not do: ${judged.reason}.`,
      'Install MySQL 8.0.22 or later, or use another way: SLUICE_STACK_PROVIDER=debian npm start.',
    );
  }
  return { engine: 'mysql', provider, version: judged.version, url, lost: server.lost, stop: server.stop };
}

/** Run at every start before anyone may connect, so that no moment exists with an administrator without a password. */
function initStatements(password: string): string {
  return [
    'SET sql_log_bin = 0;',
    `ALTER USER 'root'@'localhost' IDENTIFIED BY '${password}';`,
    `CREATE USER IF NOT EXISTS 'root'@'%' IDENTIFIED BY '${password}';`,
    `ALTER USER 'root'@'%' IDENTIFIED BY '${password}';`,
    "GRANT ALL ON *.* TO 'root'@'%' WITH GRANT OPTION;",
    '',
  ].join('\n');
}

/** A deep project folder would exceed the system's limit: then the socket stands in the folder for temporary files. */
export function shortSocketPath(wanted: string, temporary = tmpdir()): string {
  if (Buffer.byteLength(wanted) <= LONGEST_SOCKET_PATH) return wanted;
  return join(temporary, `sluice-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}.sock`);
}
