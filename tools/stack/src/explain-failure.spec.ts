import { explainFailure } from './explain-failure.ts';

const explain = (log: string): { code: string; message: string; advice: string } =>
  explainFailure({
    program: 'MySQL',
    log,
    ending: 'exit code 1',
    resetCommand: 'npm run reset',
    logFile: '/p/.sluice/dev/mysql.log',
  });

describe('explainFailure', () => {
  it.each([
    [
      'library-missing',
      'mysqld: error while loading shared libraries: libaio.so.1: cannot open shared object file: No such file or directory',
    ],
    ['library-missing', "mysqld: /lib/libc.so.6: version `GLIBC_2.38' not found (required by mysqld)"],
    [
      'disk-full',
      "[ERROR] [MY-012639] [InnoDB] Write to file ./ibdata1 failed at offset 0, 1048576 bytes should have been written. OS error number 28.\n[ERROR] Error number 28 means 'No space left on device'",
    ],
    [
      'port-taken',
      "[ERROR] [MY-010262] [Server] Can't start server: Bind on TCP/IP port: Address already in use\n[ERROR] Do you already have another mysqld server running on port: 13306 ?",
    ],
    [
      'port-taken',
      'Warning: Could not create server TCP listening socket 127.0.0.1:16379: bind: Address already in use',
    ],
    ['data-folder-in-use', '[ERROR] [MY-012574] [InnoDB] Unable to lock ./ibdata1 error: 11'],
    [
      'data-folder-other-version',
      '[ERROR] [MY-014061] [InnoDB] Invalid MySQL server downgrade: Cannot downgrade from 90704 to 80400.',
    ],
    [
      'data-folder-half-made',
      '[ERROR] [MY-010457] [Server] --initialize specified but the data directory has files in it.\n[ERROR] data directory /d is unusable. You can remove all files',
    ],
    [
      'data-folder-other-version',
      '[ERROR] [MY-014060] [Server] Invalid MySQL server upgrade: Cannot upgrade from 80022 to 90704.',
    ],
    ['data-folder-half-made', '[ERROR] [MY-010334] [Server] Failed to initialize DD Storage Engine'],
    ['permission-denied', "mysqld: Can't create/write to file '/p/x' (OS errno 13 - Permission denied)"],
    ['server-failed', 'mysqld: unknown variable'],
    ['server-failed', ''],
  ])('%s: %s', (code, log) => {
    expect(explain(log).code).toBe(code);
  });

  it('names the library', () => {
    expect(explain('x: error while loading shared libraries: libaio.so.1: cannot open').message).toContain(
      '(libaio.so.1)',
    );
  });

  it('names the way out of a half-made folder', () => {
    expect(explain('Data Dictionary initialization failed.').advice).toContain('npm run reset');
  });

  it('shows the last words and the log of what it does not know', () => {
    const { message, advice } = explain('first\n2\n3\n4\n5\n6\nlast\n');
    expect(message).toMatch(/exit code 1.*\n2\n3\n4\n5\n6\nlast$/);
    expect(advice).toContain('/p/.sluice/dev/mysql.log');
  });
});
