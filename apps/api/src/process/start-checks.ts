// What must hold before a process does anything: it runs before the loops start and before a port is opened.
import { Inject, Injectable, Logger, Module, type OnModuleInit } from '@nestjs/common';
import { migrations } from '@sluice/migrations';
import { DataSource } from 'typeorm';
import { AccountEntity } from '../access/account.entity.js';
import { APP_CONFIG, type AppConfig } from '../config/app-config.js';
import { auditSchema } from '../database/audit-schema.js';
import { mysqlErrno } from '../database/database-error.js';
import { StartRefused } from './start-refused.js';

const noSuchTable = 1146;

@Injectable()
export class StartChecks implements OnModuleInit {
  private readonly logger = new Logger(StartChecks.name);

  constructor(
    private readonly dataSource: DataSource,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /** @throws StartRefused */
  async onModuleInit(): Promise<void> {
    await this.migrated();
    await this.noDemoAccounts();
    await this.auditIsOutOfReach();
  }

  private async migrated(): Promise<void> {
    const done = await this.migrationsDone();
    const missing = migrations.map((migration) => migration.name).filter((name) => !done.includes(name));
    if (missing.length === 0) return;
    throw new StartRefused(
      `The portal database is not up to date (missing: ${missing.join(', ')}). Run: node apps/api/dist/migrate.js`,
    );
  }

  private async migrationsDone(): Promise<string[]> {
    try {
      const rows = await this.dataSource.query<{ name: string }[]>('SELECT name FROM schema_migration');
      return rows.map(({ name }) => name);
    } catch (error) {
      if (mysqlErrno(error) === noSuchTable) return [];
      throw error;
    }
  }

  // Demo accounts have passwords that everyone knows.
  private async noDemoAccounts(): Promise<void> {
    if (this.config.demo || !(await this.dataSource.manager.existsBy(AccountEntity, { demo: true }))) return;
    throw new StartRefused(
      'The portal database holds demo accounts, whose passwords are known to everyone. Use a fresh database for production, or set SLUICE_DEMO=1 for the demo.',
    );
  }

  // The log is worth what its writer cannot undo. Changes no row: MySQL looks at the privilege first.
  private async auditIsOutOfReach(): Promise<void> {
    const schema = auditSchema(this.config);
    const refused = await Promise.all([
      this.isRefused(`UPDATE ${schema}.audit_entry SET action = action WHERE FALSE`),
      this.isRefused(`DELETE FROM ${schema}.audit_entry WHERE FALSE`),
    ]);
    if (!refused.includes(false)) return;
    const message = `The account of SLUICE_PORTAL_URL may change the audit log. Give it only: GRANT SELECT, INSERT ON ${schema}.* and SELECT, INSERT, UPDATE, DELETE on the portal's own schema.`;
    if (!this.config.demo) throw new StartRefused(message);
    this.logger.warn(message);
  }

  private async isRefused(sql: string): Promise<boolean> {
    try {
      await this.dataSource.query(sql);
      return false;
    } catch {
      return true;
    }
  }
}

@Module({ providers: [StartChecks] })
export class StartChecksModule {}
