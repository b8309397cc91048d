// jest's globalSetup of the `database` project: gives the tests their servers by the environment (read by @sluice/testing).
import { describeError, joinTestServers } from '@sluice/stack';

export default async function setUp(configuration: { readonly rootDir: string }): Promise<void> {
  if (process.env.SLUICE_TEST_MYSQL_URLS && process.env.SLUICE_TEST_REDIS_URL) return;
  try {
    const servers = await joinTestServers(configuration.rootDir, (line) => process.stderr.write(`${line}\n`));
    process.env.SLUICE_TEST_MYSQL_URLS ||= servers.mysqlUrl;
    process.env.SLUICE_TEST_REDIS_URL ||= servers.redisUrl;
  } catch (error) {
    throw new Error(`The database tests have no server.\n${describeError(error)}`, { cause: error });
  }
}
