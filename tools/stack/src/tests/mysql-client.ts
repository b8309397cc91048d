// The `mysql` program, for tests that replay a script as a person would: one of the PATH, else Debian's, unpacked beside the servers.
import { CLIENT } from '../debian/apt-configuration.ts';
import { unpackPrograms } from '../debian/programs.ts';
import { runToEnd } from '../local/run-to-end.ts';

/** Command and first arguments; null where this machine has none and none can be unpacked. @throws StackError when the download fails */
export async function findMysqlClient(
  root: string,
  progress: (line: string) => void,
): Promise<readonly string[] | null> {
  const onPath = await runToEnd('mysql', ['--version']);
  // MariaDB's client goes by the same name; it speaks another SQL.
  if (onPath.exitCode === 0 && !/mariadb/i.test(onPath.output)) return ['mysql'];
  const programs = await unpackPrograms(CLIENT, root, progress);
  return 'reason' in programs ? null : programs.command('usr/bin/mysql');
}
