import { fileURLToPath } from 'node:url';
import { joinTestServers } from '@sluice/stack';

/** The first of SLUICE_TEST_MYSQL_URLS, else the launcher's MySQL for tests. */
export async function serverUrl(): Promise<string> {
  const [named] = (process.env['SLUICE_TEST_MYSQL_URLS'] ?? '').split(',');
  if (named !== undefined && named.trim() !== '') return named.trim();
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const servers = await joinTestServers(root, (line) => process.stderr.write(`${line}\n`));
  return servers.mysqlUrl;
}
