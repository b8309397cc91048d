// Programs of Debian's packages beside the servers, for tests and benchmarks that do what a person would do with them.
import { join } from 'node:path';

import { probeMachine, unpackedProgram } from '../providers/debian-provider.ts';
import { testStateFolder } from '../tests/test-servers.ts';
import type { PackageSet } from './apt-configuration.ts';
import { ensurePackageRoot } from './package-root.ts';

export interface Programs {
  /** Command and first arguments; `file` as in the package: `usr/bin/mysqldump`. */
  command(file: string): readonly string[];
  /** Where that file of the package is now. */
  path(file: string): string;
}

/** Downloaded at the first call. `reason`: why this machine can have none. @throws StackError when the download fails */
export async function unpackPrograms(
  set: PackageSet,
  root: string,
  progress: (line: string) => void,
): Promise<Programs | { readonly reason: string }> {
  const machine = await probeMachine(false);
  if ('reason' in machine) return machine;
  const packages = await ensurePackageRoot(set, {
    root,
    state: testStateFolder(root),
    environment: process.env,
    preferredPorts: { mysql: 0, redis: 0 },
    resetCommand: 'npm run reset',
    signal: new AbortController().signal,
    progress,
  });
  return {
    command: (file) => {
      const { command, arguments: first } = unpackedProgram(file, packages, machine);
      return [command, ...first];
    },
    path: (file) => join(packages, file),
  };
}
