import type { DataSource } from 'typeorm';
import { AccountEntity } from '../access/account.entity.js';
import type { AppConfig } from '../config/app-config.js';
import { StartRefused } from './run-process.js';

/** Demo accounts have passwords that everyone knows: outside the demo nothing runs on a database that holds them. */
export async function refuseDemoAccounts(dataSource: DataSource, { demo }: Pick<AppConfig, 'demo'>): Promise<void> {
  if (demo || !(await dataSource.manager.existsBy(AccountEntity, { demo: true }))) return;
  throw new StartRefused(
    'The portal database holds demo accounts, whose passwords are known to everyone. Use a fresh database for production, or set SLUICE_DEMO=1 for the demo.',
  );
}
