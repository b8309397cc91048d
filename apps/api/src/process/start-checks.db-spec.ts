import { testServers } from '@sluice/testing';
import { DataSource } from 'typeorm';
import { mysqlAddress } from '../config/mysql-address.js';
import { portalDataSource } from '../database/portal-data-source.js';
import { startTestPortal, type TestPortal } from '../testing/test-portal.js';
import { StartChecks } from './start-checks.js';

describe.each(testServers())('a start on $name', (server) => {
  let portal: TestPortal;

  beforeAll(async () => {
    portal = await startTestPortal(server);
  }, 60_000);

  afterAll(() => portal.close());

  const check = (dataSource: DataSource, demo = false) =>
    new StartChecks(dataSource, { ...portal.config, demo }).onModuleInit();

  it('is refused where an account could change the audit log, and only warned of in the demo', async () => {
    const root = mysqlAddress(`${server.adminUrl}/${portal.config.portal.schema}`);
    const dataSource = await new DataSource({
      ...portalDataSource(root),
      entities: portal.app.get(DataSource).options.entities ?? [],
    }).initialize();
    try {
      await expect(check(dataSource)).rejects.toThrow(/GRANT SELECT, INSERT ON `sluice_test_audit_/);
      await expect(check(dataSource, true)).resolves.toBeUndefined();
    } finally {
      await dataSource.destroy();
    }
  });

  it('is refused on a database that is not migrated', async () => {
    await portal.admin.query("DELETE FROM schema_migration WHERE name LIKE 'LiveAndIdempotency%'");
    await expect(check(portal.app.get(DataSource))).rejects.toThrow(
      /missing: LiveAndIdempotency\d+\). Run: node .*migrate.js/,
    );
    await portal.admin.query('DROP TABLE schema_migration');
    await expect(check(portal.app.get(DataSource))).rejects.toThrow('not up to date');
  });
});
