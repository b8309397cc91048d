// The one writer of the chain. Every worker tries; a lock of the portal database, held by the very connection that writes,
// lets one through, and is gone the moment that connection is.
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource, type QueryRunner } from 'typeorm';
import { CLOCK, type Clock } from '../../clock/clock.js';
import { APP_CONFIG, type AppConfig } from '../../config/app-config.js';
import { auditSchema } from '../../database/audit-schema.js';
import { describeError } from '../../database/database-error.js';
import { batchSize, sealBatch } from './seal-batch.js';
import { HeadsKeeper } from './heads-keeper.js';

const tickMs = 500;
/** A transaction that is open longer than this and then commits is found by the full sweep. */
const lateCommitMs = 15 * 60_000;
const fullSweepMs = 60 * 60_000;

@Injectable()
export class Sealer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Sealer.name);
  private readonly schema: string;
  private readonly heads: HeadsKeeper;
  private runner: QueryRunner | null = null;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  private failing = false;
  private nextFullSweep = 0;
  private sealedBelow = 0;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.schema = auditSchema(config);
    this.heads = new HeadsKeeper(this.schema, config.auditHeadsFile);
  }

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
    // What was recorded during the shutdown so far is sealed now, not at the next start.
    await this.tick();
    await this.release();
  }

  /** Seals all that is there now, if this process is the one writer. */
  async tick(): Promise<void> {
    try {
      const runner = await this.lead();
      if (runner === null) return;
      await this.sealAll(runner);
      await this.heads.write(runner);
      if (this.failing) this.logger.log('sealing again');
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.logger.error(`the audit cannot be sealed now: ${describeError(error)}`);
      this.failing = true;
      await this.release();
    }
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.tick().finally(() => {
        this.schedule();
      });
    }, tickMs);
  }

  private async sealAll(runner: QueryRunner): Promise<void> {
    const now = this.clock.now();
    const full = now.getTime() >= this.nextFullSweep;
    for (;;) {
      const above = full ? 0 : this.sealedBelow;
      const batch = await sealBatch(runner, { schema: this.schema, keys: this.config.auditKeys, now, above });
      if (batch === null || batch.sealed < batchSize) break;
    }
    if (full) this.nextFullSweep = now.getTime() + fullSweepMs;
    this.sealedBelow = await this.oldEntriesEnd(runner, now);
  }

  private async oldEntriesEnd(runner: QueryRunner, now: Date): Promise<number> {
    const [row] = await runner.manager.query<{ id: number | null }[]>(
      `SELECT id FROM ${this.schema}.audit_entry WHERE recorded_at < ? ORDER BY recorded_at DESC, id DESC LIMIT 1`,
      [new Date(now.getTime() - lateCommitMs)],
    );
    return row?.id ?? 0;
  }

  private async lead(): Promise<QueryRunner | null> {
    if (this.runner !== null) return this.runner;
    const runner = this.dataSource.createQueryRunner();
    try {
      const [row] = await runner.manager.query<{ got: number | null }[]>('SELECT GET_LOCK(?, 0) AS got', [
        this.lockName,
      ]);
      if (row?.got === 1) {
        this.nextFullSweep = 0;
        this.runner = runner;
        return runner;
      }
    } catch (error) {
      await runner.release();
      throw error;
    }
    await runner.release();
    return null;
  }

  private async release(): Promise<void> {
    const { runner } = this;
    this.runner = null;
    if (runner === null) return;
    // The connection goes back to the pool: the lock must not go with it.
    await runner.query('SELECT RELEASE_LOCK(?)', [this.lockName]).catch(() => undefined);
    await runner.release().catch(() => undefined);
  }

  private get lockName(): string {
    return `sluice-sealer:${this.config.portal.schema}`.slice(0, 64);
  }
}
