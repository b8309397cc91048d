// jest's globalSetup of the `database` project: gives the tests their servers by the environment (read by @sluice/testing).
import { describeError, findMysqlClient, joinTestServers } from '@sluice/stack';

export default async function setUp(configuration: { readonly rootDir: string }): Promise<void> {
  const progress = (line: string): boolean => process.stderr.write(`${line}\n`);
  // Found or fetched before any test asks; [] where there is none: those tests say so and are left out.
  process.env.SLUICE_TEST_MYSQL_CLIENT ||= JSON.stringify(
    (await findMysqlClient(configuration.rootDir, progress)) ?? [],
  );
  if (process.env.SLUICE_TEST_MYSQL_URLS && process.env.SLUICE_TEST_REDIS_URL) return;
  try {
    const servers = await joinTestServers(configuration.rootDir, progress);
    process.env.SLUICE_TEST_MYSQL_URLS ||= servers.mysqlUrl;
    process.env.SLUICE_TEST_REDIS_URL ||= servers.redisUrl;
  } catch (error) {
    throw new Error(`The database tests have no server.\n${describeError(error)}`, { cause: error });
  }
}
