// The connection to Valkey/Redis. What it carries may be lost: commands fail at once while it is down (nothing waits
// for it), it reconnects for ever, and an outage is logged once.
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';
import { APP_CONFIG, type AppConfig } from '../config/app-config.js';

const longestReconnectPause = 2_000;

/** Milliseconds before the next try to connect. */
export function reconnectPause(times: number): number {
  return Math.min(times * 100, longestReconnectPause);
}

@Injectable()
export class RedisConnection implements OnApplicationShutdown {
  private readonly logger = new Logger(RedisConnection.name);
  private readonly opened: Redis[] = [];
  readonly commands: Redis;

  constructor(@Inject(APP_CONFIG) private readonly config: AppConfig) {
    this.commands = this.open({ waitWhileDown: false });
  }

  /** A connection of its own; `waitWhileDown`: commands wait for Valkey, as a subscription does. */
  open({ waitWhileDown }: { readonly waitWhileDown: boolean }): Redis {
    const redis = new Redis(this.config.redisUrl, {
      enableOfflineQueue: waitWhileDown,
      maxRetriesPerRequest: waitWhileDown ? null : 1,
      connectTimeout: 3_000,
      retryStrategy: reconnectPause,
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

  get url(): string {
    return this.config.redisUrl;
  }

  /** Stands before every key and channel, so that two portals may share one Valkey. */
  get prefix(): string {
    return this.config.portal.schema;
  }

  get ready(): boolean {
    return this.commands.status === 'ready';
  }

  onApplicationShutdown(): void {
    for (const redis of this.opened) redis.disconnect();
  }
}
