// `npm run audit:verify`: checks the audit chain against its signed heads, says what is wrong and where, and ends
// non-zero when anything is.
import { DataSource } from 'typeorm';
import { verifyAudit } from './audit/verify/verify-audit.js';
import { ConfigError, loadConfig } from './config/app-config.js';
import { describeError } from './database/database-error.js';
import { portalDataSource } from './database/portal-data-source.js';

async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const dataSource = await new DataSource(portalDataSource(config.portal)).initialize();
  try {
    const { found, passed } = await verifyAudit(dataSource, config, new Date());
    for (const { code, at } of found) console.log(`${code} at ${at}`);
    console.log(`${passed} passed, ${found.length} failed`);
    process.exitCode = found.length === 0 ? 0 : 1;
  } finally {
    await dataSource.destroy();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : describeError(error));
  console.log('0 passed, 1 failed');
  process.exitCode = 2;
});
