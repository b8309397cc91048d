import { unpackedBinary } from '../providers/debian-provider.ts';
import { aptConfiguration } from './apt-configuration.ts';
import { findArchitecture, type Architecture } from './architecture.ts';
import { explainApt } from './explain-apt.ts';

const architecture = (name: string): Architecture => {
  const found = findArchitecture(name);
  if (found === undefined) throw new Error(`${name} is not known`);
  return found;
};

describe('an unpacked server', () => {
  it('is run by its own loader with its own libraries', () => {
    const binary = unpackedBinary('mysql', '/p/root', architecture('amd64'));
    expect(binary.command).toBe('/p/root/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2');
    expect(binary.arguments).toEqual([
      '--library-path',
      '/p/root/usr/lib/x86_64-linux-gnu:/p/root/usr/lib',
      '/p/root/usr/sbin/mysqld',
    ]);
    expect(binary.flags).toContain('--basedir=/p/root/usr');
  });

  it('has another loader on arm64', () => {
    expect(unpackedBinary('redis', '/p/root', architecture('arm64')).command).toBe(
      '/p/root/usr/lib/aarch64-linux-gnu/ld-linux-aarch64.so.1',
    );
  });

  it('is not known for other machines', () => {
    expect(findArchitecture('riscv64')).toBeUndefined();
  });
});

describe('aptConfiguration', () => {
  it('keeps apt away from everything of the machine but its proxy settings', () => {
    const text = aptConfiguration('/p/apt');
    for (const name of [
      'Dir::State',
      'Dir::State::status',
      'Dir::Cache',
      'Dir::Etc::sourcelist',
      'Dir::Etc::sourceparts',
    ]) {
      expect(text).toMatch(new RegExp(`^${name} "/p/apt/`, 'm'));
    }
    expect(text).toContain('#clear APT::Update::Post-Invoke;');
    expect(text).not.toContain('Dir::Etc::parts');
  });
});

describe('explainApt', () => {
  it.each([
    [
      'no-network',
      "Err:1 http://m unstable InRelease\n  Temporary failure resolving 'm'\nW: Failed to fetch http://m/InRelease  Temporary failure resolving 'm'",
    ],
    [
      'no-network',
      'W: Failed to fetch http://m/InRelease  Could not connect to m:80 (1.2.3.4). - connect (111: Connection refused)',
    ],
    [
      'no-keyring',
      "W: GPG error: http://m unstable InRelease: The following signatures couldn't be verified because the public key is not available: NO_PUBKEY 6ED0E7B8",
    ],
    ['disk-full', "E: You don't have enough free space in /p/archives/."],
    ['download-failed', 'E: Unable to locate package mysql-server-core'],
    ['download-failed', 'The following packages have unmet dependencies:\n mysql-server-core : Depends: libicu78'],
    ['download-failed', 'E: something new'],
  ])('%s: %s', (code, output) => {
    const error = explainApt(output, 'http://m');
    expect(error.code).toBe(code);
    expect(error.advice).not.toBe('');
  });
});
