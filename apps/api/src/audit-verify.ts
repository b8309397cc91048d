// `npm run audit:verify`: checks the audit chain against its signed heads, says what is wrong and where, and ends
// non-zero when anything is.
import { DataSource } from 'typeorm';
import { auditReport } from './audit/verify/report.js';
import { verifyAudit } from './audit/verify/verify-audit.js';
import { ConfigError, loadConfig } from './config/app-config.js';
import { describeError } from './database/database-error.js';
import { portalDataSource } from './database/portal-data-source.js';

async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const dataSource = await new DataSource(portalDataSource(config.portal)).initialize();
  try {
    const { lines, exitCode } = auditReport(await verifyAudit(dataSource, config, new Date()));
    for (const line of lines) console.log(line);
    process.exitCode = exitCode;
  } finally {
    await dataSource.destroy();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : describeError(error));
  console.log('0 passed, 1 failed');
  process.exitCode = 2;
});
