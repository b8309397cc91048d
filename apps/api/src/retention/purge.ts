// Deletes what has served its time: ended sessions, old events and answers of idempotent requests. The worker does it,
// in small batches, and what one round leaves the next takes.
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CLOCK, type Clock } from '../clock/clock.js';
import { describeError } from '../database/database-error.js';
import { IdempotencyStore } from '../http/idempotency-store.js';

const minute = 60_000;
const day = 24 * 60 * minute;
const batch = 5_000;

@Injectable()
export class Purge implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Purge.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly idempotency: IdempotencyStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running = this.round().catch((error: unknown) => {
        this.logger.error(`purge: ${describeError(error)}`);
      });
    }, 10 * minute);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  async round(): Promise<void> {
    const before = (ms: number) => new Date(this.clock.now().getTime() - ms);
    await this.idempotency.purge();
    await this.dataSource.query(`DELETE FROM live_event WHERE recorded_at < ? LIMIT ${batch}`, [before(day)]);
    await this.dataSource.query(`DELETE FROM session WHERE expires_at < ? LIMIT ${batch}`, [before(30 * day)]);
  }
}
