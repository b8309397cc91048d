// The `mysql` program, for tests that replay a script as a person would: one of the PATH, else Debian's, unpacked beside the servers.
import { CLIENT } from '../debian/apt-configuration.ts';
import { ensurePackageRoot } from '../debian/package-root.ts';
import { runToEnd } from '../local/run-to-end.ts';
import { probeMachine, unpackedProgram } from '../providers/debian-provider.ts';
import { testStateFolder } from './test-servers.ts';

/** Command and first arguments; null where this machine has none and none can be unpacked. @throws StackError when the download fails */
export async function findMysqlClient(
  root: string,
  progress: (line: string) => void,
): Promise<readonly string[] | null> {
  const onPath = await runToEnd('mysql', ['--version']);
  // MariaDB's client goes by the same name; it speaks another SQL.
  if (onPath.exitCode === 0 && !/mariadb/i.test(onPath.output)) return ['mysql'];
  const machine = await probeMachine(false);
  if ('reason' in machine) return null;
  const packages = await ensurePackageRoot(CLIENT, {
    root,
    state: testStateFolder(root),
    environment: process.env,
    preferredPorts: { mysql: 0, redis: 0 },
    resetCommand: 'npm run reset',
    signal: new AbortController().signal,
    progress,
  });
  const { command, arguments: first } = unpackedProgram('usr/bin/mysql', packages, machine);
  return [command, ...first];
}
