// Servers from Debian's own packages, run by their own loader with their own libraries beside whatever this machine has.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { findArchitecture, type Architecture } from '../debian/architecture.ts';
import { KEYRINGS, SERVERS } from '../debian/apt-configuration.ts';
import { ensurePackageRoot } from '../debian/package-root.ts';
import { runToEnd } from '../local/run-to-end.ts';
import type { ServerBinary } from '../local/server-binary.ts';
import { startLocalMysql } from '../mysql/local-mysql.ts';
import type { Engine } from '../server-version.ts';
import { startLocalValkey } from '../valkey/local-valkey.ts';
import type { Provider } from './provider.ts';

export const debianProvider: Provider = {
  name: 'debian',
  async probe(_engine, { root }) {
    const found = await probeMachine(existsSync(join(root, '.sluice/packages/root')));
    return 'reason' in found
      ? { provider: 'debian', available: false, reason: found.reason }
      : { provider: 'debian', available: true, detail: `packages of Debian unstable for ${found.debian}` };
  },
  async start(engine, context) {
    const packages = await ensurePackageRoot(SERVERS, context);
    const architecture = await probeMachine(true);
    if ('reason' in architecture) throw new Error(architecture.reason);
    const binary = unpackedBinary(engine, packages, architecture);
    return engine === 'mysql'
      ? startLocalMysql('debian', binary, context)
      : startLocalValkey('debian', binary, context);
  },
};

/** This machine, where it can run Debian's packages; else why not. `unpacked`: they are there already. */
export async function probeMachine(unpacked: boolean): Promise<Architecture | { readonly reason: string }> {
  if (process.platform !== 'linux')
    return { reason: `Debian's packages run on Linux, and this is ${process.platform}` };
  const dpkg = await runToEnd('dpkg', ['--print-architecture']);
  if (dpkg.exitCode !== 0) return { reason: 'dpkg is missing: this is not a Debian or Ubuntu' };
  const architecture = findArchitecture(dpkg.output.trim());
  if (architecture === undefined)
    return { reason: `there is no Debian MySQL for ${dpkg.output.trim()} that this launcher knows` };
  if (unpacked) return architecture;
  if ((await runToEnd('apt-get', ['--version'])).exitCode !== 0)
    return { reason: 'apt-get is missing: this is not a Debian or Ubuntu' };
  if (!KEYRINGS.some((file) => existsSync(file))) {
    return { reason: `no keyring: install the package debian-archive-keyring, which brings ${KEYRINGS[0] ?? ''}` };
  }
  return architecture;
}

export function unpackedBinary(engine: Engine, packages: string, architecture: Architecture): ServerBinary {
  return {
    ...unpackedProgram(engine === 'mysql' ? 'usr/sbin/mysqld' : 'usr/bin/valkey-server', packages, architecture),
    flags:
      engine === 'mysql'
        ? [
            `--basedir=${join(packages, 'usr')}`,
            `--lc-messages-dir=${join(packages, 'usr/share/mysql')}`,
            `--plugin-dir=${join(packages, 'usr/lib/mysql/plugin')}`,
          ]
        : [],
  };
}

/** How a program of unpacked packages is run. */
export function unpackedProgram(
  file: string,
  packages: string,
  architecture: Architecture,
): { readonly command: string; readonly arguments: readonly string[] } {
  const libraries = join(packages, architecture.libraryFolder);
  return {
    command: join(libraries, architecture.loader),
    arguments: ['--library-path', [libraries, join(packages, 'usr/lib')].join(':'), join(packages, file)],
  };
}
