// `node apps/api/dist/migrate.js`: brings the portal's schemas up to date, as the migration account.
import { mysqlAddress } from './config/mysql-address.js';
import { describeError } from './database/database-error.js';
import { migratePortal } from './database/migrate-portal.js';

async function main(): Promise<void> {
  const url = process.env.SLUICE_PORTAL_MIGRATION_URL;
  if (url === undefined || url === '') {
    throw new Error('SLUICE_PORTAL_MIGRATION_URL is missing: mysql://user:password@host:port/sluice_portal');
  }
  const ran = await migratePortal(mysqlAddress(url));
  console.log(ran.length === 0 ? 'The portal database is up to date.' : `Migrated: ${ran.join(', ')}`);
}

main().catch((error: unknown) => {
  console.error(`Migration failed. ${describeError(error)}`);
  process.exitCode = 1;
});
