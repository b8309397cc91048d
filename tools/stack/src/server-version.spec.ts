import { judgeVersion } from './server-version.ts';

describe('judgeVersion', () => {
  it.each([
    ['mysqld  Ver 8.0.22 for Linux on x86_64 (MySQL Community Server - GPL)', '8.0.22'],
    ['/usr/sbin/mysqld  Ver 9.7.4-2 for Linux on x86_64 ((Debian))', '9.7.4'],
    ['mysqld  Ver 8.4.3-0ubuntu0.24.10.1 for Linux on aarch64 ((Ubuntu))', '8.4.3'],
    ['8.0.40-31 Percona Server (GPL), Release 31', '8.0.40'],
  ])('takes MySQL that says "%s"', (text, version) => {
    expect(judgeVersion('mysql', text)).toEqual({ suitable: true, version });
  });

  it.each([
    ['mysqld  Ver 8.0.21 for Linux on x86_64', /8\.0\.21, and 8\.0\.22 or later/],
    ['mysqld  Ver 5.7.44 for Linux on x86_64', /5\.7\.44/],
    ['mysqld  Ver 10.11.6-MariaDB-0+deb12u1 for debian-linux-gnu on x86_64 (Debian 12)', /MariaDB/],
    ['5.5.5-11.4.2-MariaDB-ubu2404 mariadb.org binary distribution', /MariaDB/],
    ['command not understood', /not readable/],
  ])('refuses "%s" with the reason', (text, reason) => {
    expect(judgeVersion('mysql', text)).toEqual({ suitable: false, reason: expect.stringMatching(reason) as string });
  });

  it.each([
    ['Valkey server v=9.1.2 sha=00000000:0 malloc=jemalloc-5.3.1 bits=64', true],
    ['Redis server v=6.2.0 sha=00000000:0', true],
    ['Redis server v=6.0.16 sha=00000000:0', false],
  ])('judges "%s": %s', (text, suitable) => {
    expect(judgeVersion('redis', text).suitable).toBe(suitable);
  });
});
