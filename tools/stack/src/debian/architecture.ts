// Where Debian keeps libraries and the loader on the architectures that its MySQL is built for.

export interface Architecture {
  readonly debian: string;
  readonly libraryFolder: string;
  readonly loader: string;
}

const ARCHITECTURES: readonly Architecture[] = [
  { debian: 'amd64', libraryFolder: 'usr/lib/x86_64-linux-gnu', loader: 'ld-linux-x86-64.so.2' },
  { debian: 'arm64', libraryFolder: 'usr/lib/aarch64-linux-gnu', loader: 'ld-linux-aarch64.so.1' },
];

/** @param name as `dpkg --print-architecture` prints it */
export function findArchitecture(name: string): Architecture | undefined {
  return ARCHITECTURES.find(({ debian }) => debian === name);
}
