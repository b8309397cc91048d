// apt-get with a world of its own: lists, status, cache and sources in our folder, the machine's proxy settings kept.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const SUITE = 'unstable';

/** Packages that are downloaded and unpacked together. */
export interface PackageSet {
  /** Of their folder. */
  readonly name: string;
  readonly packages: readonly string[];
  readonly downloadMegabytes: number;
  readonly neededMegabytes: number;
}

export const SERVERS: PackageSet = {
  name: 'root',
  packages: ['mysql-server-core', 'valkey-server'],
  downloadMegabytes: 70,
  neededMegabytes: 900,
};

/** Only tests and benchmarks want it: they replay scripts, and dump, as a person would. */
export const CLIENT: PackageSet = {
  name: 'client',
  packages: ['mysql-client-core'],
  downloadMegabytes: 15,
  neededMegabytes: 250,
};

/** Only benchmarks want it: its `--flashback` is what undo is measured against. */
export const MARIADB: PackageSet = {
  name: 'mariadb',
  packages: ['mariadb-server-core', 'mariadb-client'],
  downloadMegabytes: 30,
  neededMegabytes: 400,
};

/** Debian's keyring; newer releases name it `.pgp`. */
export const KEYRINGS: readonly string[] = [
  '/usr/share/keyrings/debian-archive-keyring.gpg',
  '/usr/share/keyrings/debian-archive-keyring.pgp',
];

/** Makes the folders and files that apt-get wants. Returns the configuration file for `apt-get -c`. */
export function writeAptConfiguration(folder: string, keyring: string, mirror: string): string {
  for (const name of ['state/lists/partial', 'cache/archives/partial', 'etc/empty'])
    mkdirSync(join(folder, name), { recursive: true });
  const file = join(folder, 'etc/apt.conf');
  writeFileSync(join(folder, 'etc/sources.list'), `deb [signed-by=${keyring}] ${mirror} ${SUITE} main\n`);
  // An empty status: nothing counts as installed, so every library comes along.
  writeFileSync(join(folder, 'state/status'), '');
  writeFileSync(file, aptConfiguration(folder));
  return file;
}

export function aptConfiguration(folder: string): string {
  const settings: Record<string, string> = {
    'Dir::State': join(folder, 'state'),
    'Dir::State::status': join(folder, 'state/status'),
    'Dir::Cache': join(folder, 'cache'),
    'Dir::Etc::sourcelist': join(folder, 'etc/sources.list'),
    'Dir::Etc::sourceparts': join(folder, 'etc/empty'),
    'Dir::Etc::preferences': '/dev/null',
    'Dir::Etc::preferencesparts': join(folder, 'etc/empty'),
    'APT::Install-Recommends': 'false',
    'APT::Install-Suggests': 'false',
    // A mirror that lags, or a clock that is ahead: the list is signed all the same, and at worst an older server is taken.
    'Acquire::Check-Valid-Until': 'false',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3',
    'Acquire::http::Timeout': '20',
  };
  return [
    // The machine's hooks are about the machine's packages.
    '#clear APT::Update::Pre-Invoke;',
    '#clear APT::Update::Post-Invoke;',
    '#clear APT::Update::Post-Invoke-Success;',
    '#clear DPkg::Pre-Install-Pkgs;',
    '#clear DPkg::Pre-Invoke;',
    '#clear DPkg::Post-Invoke;',
    // As root, apt would step down to the account _apt, which cannot read a private folder.
    'APT::Sandbox::User "root";',
    ...Object.entries(settings).map(([name, value]) => `${name} "${value}";`),
    '',
  ].join('\n');
}
