// The connection to Valkey/Redis. What it carries may be lost: commands fail at once while it is down (nothing waits
// for it), it reconnects for ever, and an outage is logged once.
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';
import { APP_CONFIG, type AppConfig } from '../config/app-config.js';

const longestReconnectPause = 2_000;

@Injectable()
export class RedisConnection implements OnApplicationShutdown {
  private readonly logger = new Logger(RedisConnection.name);
  private readonly opened: Redis[] = [];
  readonly commands: Redis;

  constructor(@Inject(APP_CONFIG) private readonly config: AppConfig) {
    this.commands = this.open({ waitWhileDown: false });
  }

  /** A connection of its own: for subscriptions, and for BullMQ's workers, which block and must wait while it is down. */
  open({ waitWhileDown }: { readonly waitWhileDown: boolean }): Redis {
    const redis = new Redis(this.config.redisUrl, {
      enableOfflineQueue: waitWhileDown,
      maxRetriesPerRequest: waitWhileDown ? null : 1,
      connectTimeout: 3_000,
      retryStrategy: (times) => Math.min(times * 100, longestReconnectPause),
    });
    let down = false;
    redis.on('error', (error: Error) => {
      if (!down) this.logger.warn(`Valkey/Redis cannot be reached, going on without it: ${error.message}`);
      down = true;
    });
    redis.on('ready', () => {
      if (down) this.logger.log('Valkey/Redis is back');
      down = false;
    });
    this.opened.push(redis);
    return redis;
  }

  get ready(): boolean {
    return this.commands.status === 'ready';
  }

  onApplicationShutdown(): void {
    for (const redis of this.opened) redis.disconnect();
  }
}
