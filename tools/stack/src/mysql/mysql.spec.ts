import { shortSocketPath } from './local-mysql.ts';
import { localFlags } from './flags.ts';

describe('shortSocketPath', () => {
  it('keeps a path that the system takes', () => {
    expect(shortSocketPath('/p/.sluice/dev/mysql.sock')).toBe('/p/.sluice/dev/mysql.sock');
  });

  it('moves a longer one to the folder for temporary files, each to its own name', () => {
    const [one, other] = ['a', 'b'].map((name) => shortSocketPath(`/${'deep/'.repeat(30)}${name}/mysql.sock`, '/tmp'));
    expect(one).toMatch(/^\/tmp\/sluice-[0-9a-f]{12}\.sock$/);
    expect(other).not.toBe(one);
  });
});

describe('localFlags', () => {
  const paths = {
    dataFolder: '/d',
    socket: '/s',
    pidFile: '/p',
    errorLog: '/e',
    initFile: '/i',
    temporaryFolder: '/t',
  };

  it('are durable and reachable from this machine only', () => {
    expect(localFlags(paths, 13306, false)).toEqual(
      expect.arrayContaining([
        '--innodb-flush-log-at-trx-commit=1',
        '--sync-binlog=1',
        '--bind-address=127.0.0.1',
        '--port=13306',
        '--max-digest-length=1048576',
      ]),
    );
  });

  it('name the account only for root, whom mysqld otherwise refuses', () => {
    expect(localFlags(paths, 1, true)).toContain('--user=root');
    expect(localFlags(paths, 1, false).join(' ')).not.toContain('--user');
  });
});
