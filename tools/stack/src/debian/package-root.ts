// Debian packages downloaded and unpacked into a folder of the project, without root: shared by all stacks of the project.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { explainFailure } from '../explain-failure.ts';
import { requireFreeSpace } from '../local/free-space.ts';
import { runToEnd } from '../local/run-to-end.ts';
import type { StackContext } from '../providers/provider.ts';
import { waitForLock } from '../state/lock-file.ts';
import { stateFolder } from '../state/state-folder.ts';
import { KEYRINGS, PACKAGES, SUITE, writeAptConfiguration } from './apt-configuration.ts';
import { explainApt } from './explain-apt.ts';

const DEFAULT_MIRROR = 'http://deb.debian.org/debian';
const NEEDED_MEGABYTES = 900;
/** Another start may be downloading over a slow line. */
const PATIENCE = 600_000;

/** Returns the folder that holds `usr/…`, from the cache where there is one. */
export async function ensurePackageRoot(context: StackContext): Promise<string> {
  const folder = stateFolder(join(context.root, '.sluice/packages'));
  const root = folder.file('root');
  if (existsSync(root)) return root;
  const lock = await waitForLock(folder.file('lock'), PATIENCE);
  try {
    if (existsSync(root)) return root;
    requireFreeSpace(folder.path, NEEDED_MEGABYTES, 'unpacking a MySQL');
    const archives = await download(folder.path, context);
    context.progress(`Unpacking ${archives.length} packages …`);
    const making = folder.file('root.making');
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
    folder.write('versions.json', { suite: SUITE, packages: archives.map(packageVersion) });
    renameSync(making, root);
    return root;
  } finally {
    lock.release();
  }
}

async function download(folder: string, context: StackContext): Promise<readonly string[]> {
  const keyring = KEYRINGS.find((file) => existsSync(file));
  if (keyring === undefined) throw new Error('probed before: there is a keyring');
  const mirror = context.environment.SLUICE_DEBIAN_MIRROR || DEFAULT_MIRROR;
  const configuration = writeAptConfiguration(join(folder, 'apt'), keyring, mirror);
  const apt = async (...args: string[]): Promise<void> => {
    const outcome = await runToEnd('apt-get', ['-c', configuration, ...args], {
      env: { ...context.environment, LC_ALL: 'C' },
      signal: context.signal,
    });
    context.signal.throwIfAborted();
    // apt-get update ends well even when it could reach nothing.
    if (outcome.exitCode !== 0 || /^(?:E|W): (?:Failed to fetch|Some index files failed)/m.test(outcome.output))
      throw explainApt(outcome.output, mirror);
  };
  context.progress(`Fetching the package list of Debian ${SUITE} (11 MB) …`);
  await apt('update');
  context.progress(`Downloading ${PACKAGES.join(' and ')} with their libraries (70 MB, once) …`);
  await apt('install', '--yes', '--download-only', ...PACKAGES);
  // An earlier download that was cut off may have left yesterday's versions.
  await apt('autoclean');
  const archives = join(folder, 'apt/cache/archives');
  return readdirSync(archives)
    .filter((name) => name.endsWith('.deb'))
    .sort()
    .map((name) => join(archives, name));
}

function packageVersion(archive: string): string {
  return decodeURIComponent(archive.slice(archive.lastIndexOf('/') + 1).replace(/_[^_]+\.deb$/, '')).replace('_', ' ');
}
