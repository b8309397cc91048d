/**
 * MySQL and Valkey for database tests (`*.db-spec.ts`).
 *
 *   describe.each(testServers())('… on $name', (server) => {
 *     let admin: Connection;
 *     let scratch: ScratchSchema;
 *     beforeAll(async () => {
 *       admin = await openAdmin(server);
 *       scratch = await createScratchSchema(admin);      // selected on `admin`
 *     });
 *     afterAll(async () => {
 *       await scratch.drop();
 *       await admin.end();
 *     });
 *   });
 *
 * jest's globalSetup (tools/check/database-setup.ts) fills the environment: SLUICE_TEST_MYSQL_URLS (comma separated; every server named
 * is tested), SLUICE_TEST_REDIS_URL. Servers are shared by all runs: make accounts for host '%' under a scratch schema's name, leave
 * global variables alone.
 */
export { openAdmin, testServers, type TestServer } from './mysql-servers.js';
export { hasMysqlClient, runMysqlClient, type ClientRun } from './mysql-client.js';
export { testRedisUrl } from './redis-server.js';
export { createScratchSchema, type ScratchSchema } from './scratch-schema.js';
