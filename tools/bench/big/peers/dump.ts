import { CLIENT, runToEnd, unpackPrograms } from '@sluice/stack';
import { condition, schema, statementOf } from '../orders.ts';
import type { Peer } from '../peer.ts';
import { runProgram } from '../programs.ts';

interface Found {
  readonly dump: readonly string[];
  readonly client: readonly string[];
}

/** `mysqldump --where`, then the change; back by the dump's own text, which replaces the rows. `reason`: why there is none. */
export async function dumpPeer(
  root: string,
  url: string,
  file: string,
  progress: (line: string) => void,
): Promise<Peer | { readonly reason: string }> {
  const found = await findPrograms(root, progress);
  if ('reason' in found) return found;
  const { hostname, port, username, password } = new URL(url);
  const login = ['--no-defaults', `--host=${hostname}`, `--port=${port}`, '--protocol=TCP', `--user=${username}`];
  const environment = { MYSQL_PWD: decodeURIComponent(password) };
  const options = [
    '--replace',
    '--no-create-info',
    '--skip-add-locks',
    '--single-transaction',
    '--set-gtid-purged=OFF',
  ];
  return {
    name: 'mysqldump --where + DML',
    async change({ connection, operation }) {
      await runProgram({
        program: found.dump,
        arguments: [...login, ...options, '--skip-tz-utc', `--where=${condition}`, schema, 'orders'],
        output: file,
        environment,
      });
      await connection.query(statementOf(operation));
    },
    back: () => runProgram({ program: found.client, arguments: [...login, schema], input: file, environment }),
  };
}

async function findPrograms(
  root: string,
  progress: (line: string) => void,
): Promise<Found | { readonly reason: string }> {
  const onPath = await runToEnd('mysqldump', ['--version']);
  if (onPath.exitCode === 0 && !/mariadb/i.test(onPath.output)) return { dump: ['mysqldump'], client: ['mysql'] };
  try {
    const programs = await unpackPrograms(CLIENT, root, progress);
    if ('reason' in programs) return programs;
    return { dump: programs.command('usr/bin/mysqldump'), client: programs.command('usr/bin/mysql') };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
