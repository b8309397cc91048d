// Debian packages downloaded and unpacked into a folder of the project, without root: shared by all stacks of the project.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { explainFailure } from '../explain-failure.ts';
import { requireFreeSpace } from '../local/free-space.ts';
import { runToEnd } from '../local/run-to-end.ts';
import type { StackContext } from '../providers/provider.ts';
import { waitForLock } from '../state/lock-file.ts';
import { stateFolder } from '../state/state-folder.ts';
import { KEYRINGS, SUITE, writeAptConfiguration, type PackageSet } from './apt-configuration.ts';
import { explainApt } from './explain-apt.ts';

const DEFAULT_MIRROR = 'http://deb.debian.org/debian';
/** Another start may be downloading over a slow line. */
const PATIENCE = 600_000;

/** Returns the folder that holds `usr/…`, from the cache where there is one. */
export async function ensurePackageRoot(set: PackageSet, context: StackContext): Promise<string> {
  const folder = stateFolder(join(context.root, '.sluice/packages'));
  const root = folder.file(set.name);
  if (existsSync(root)) return root;
  const lock = await waitForLock(folder.file('lock'), PATIENCE);
  try {
    if (existsSync(root)) return root;
    requireFreeSpace(folder.path, set.neededMegabytes, 'unpacking a MySQL');
    const archives = await download(folder.path, set, context);
    context.progress(`Unpacking ${archives.length} packages …`);
    const making = folder.file(`${set.name}.making`);
    rmSync(making, { recursive: true, force: true });
    mkdirSync(making);
    for (const archive of archives) {
      const outcome = await runToEnd('dpkg', ['-x', archive, making], { signal: context.signal });
      context.signal.throwIfAborted();
      if (outcome.exitCode !== 0)
        throw explainFailure({
          program: 'dpkg',
          log: outcome.output,
          ending: outcome.ending,
          resetCommand: context.resetCommand,
        });
    }
    folder.write(set.name === 'root' ? 'versions.json' : `${set.name}-versions.json`, {
      suite: SUITE,
      packages: archives.map(packageVersion),
    });
    renameSync(making, root);
    return root;
  } finally {
    lock.release();
  }
}

async function download(folder: string, set: PackageSet, context: StackContext): Promise<readonly string[]> {
  const keyring = KEYRINGS.find((file) => existsSync(file));
  if (keyring === undefined) throw new Error('probed before: there is a keyring');
  const mirror = context.environment.SLUICE_DEBIAN_MIRROR || DEFAULT_MIRROR;
  const configuration = writeAptConfiguration(join(folder, 'apt'), keyring, mirror);
  const archives = join(folder, 'apt/cache', set.name === 'root' ? 'archives' : set.name);
  mkdirSync(join(archives, 'partial'), { recursive: true });
  const apt = async (...args: string[]): Promise<void> => {
    const outcome = await runToEnd(
      'apt-get',
      ['-c', configuration, '-o', `Dir::Cache::archives=${archives}`, ...args],
      {
        env: { ...context.environment, LC_ALL: 'C' },
        signal: context.signal,
      },
    );
    context.signal.throwIfAborted();
    // apt-get update ends well even when it could reach nothing.
    if (outcome.exitCode !== 0 || /^(?:E|W): (?:Failed to fetch|Some index files failed)/m.test(outcome.output))
      throw explainApt(outcome.output, mirror);
  };
  context.progress(`Fetching the package list of Debian ${SUITE} (11 MB) …`);
  await apt('update');
  context.progress(
    `Downloading ${set.packages.join(' and ')} with their libraries (${set.downloadMegabytes} MB, once) …`,
  );
  await apt('install', '--yes', '--download-only', ...set.packages);
  // An earlier download that was cut off may have left yesterday's versions.
  await apt('autoclean');
  return readdirSync(archives)
    .filter((name) => name.endsWith('.deb'))
    .sort()
    .map((name) => join(archives, name));
}

function packageVersion(archive: string): string {
  return decodeURIComponent(archive.slice(archive.lastIndexOf('/') + 1).replace(/_[^_]+\.deb$/, '')).replace('_', ' ');
}
