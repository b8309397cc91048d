// The transactions of a stretch of the server's binary log, by the server's own program, over its own protocol.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';
import { runToEnd, SERVERS, unpackPrograms } from '@sluice/stack';
import { BinlogReader, type StatementChanges } from './parse.ts';

/** Command and first arguments; null where this machine has none. */
export async function findMysqlbinlog(): Promise<readonly string[] | null> {
  const onPath = await runToEnd('mysqlbinlog', ['--version']).catch(() => null);
  if (onPath?.exitCode === 0 && !/mariadb/i.test(onPath.output)) return ['mysqlbinlog'];
  const root = resolve(import.meta.dirname, '../../../../..');
  const programs = await unpackPrograms(SERVERS, root, (line) => console.log(`  ${line}`));
  return 'reason' in programs ? null : programs.command('usr/bin/mysqlbinlog');
}

/** @throws Error with what the program said */
export async function readBinlog(
  command: readonly string[],
  url: string,
  file: string,
  give: (transaction: readonly StatementChanges[]) => void,
): Promise<void> {
  const { hostname, port, username, password } = new URL(url);
  const [program = '', ...first] = command;
  const child = spawn(
    program,
    [
      ...[...first, '--no-defaults', '--read-from-remote-server', `--host=${hostname}`, `--port=${port}`],
      ...['--protocol=TCP', `--user=${decodeURIComponent(username)}`, '--base64-output=DECODE-ROWS', '--verbose', file],
    ],
    { env: { ...process.env, MYSQL_PWD: decodeURIComponent(password) }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done));
  const reader = new BinlogReader(give);
  // Bytes of any character set: one character each.
  child.stdout.setEncoding('latin1');
  for await (const line of createInterface({ input: child.stdout, crlfDelay: Infinity })) reader.line(line);
  const code = await ended;
  if (code !== 0) throw new Error(`mysqlbinlog ended with ${String(code)}: ${said}`);
}
