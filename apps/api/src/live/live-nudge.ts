// Tells the processes that hold streams, by Redis pub/sub, that there may be new live events.
import { Injectable } from '@nestjs/common';
import { RedisConnection } from '../queue/redis.js';

@Injectable()
export class LiveNudge {
  constructor(private readonly redis: RedisConnection) {}

  /** Never throws: without it the streams see the event at their next poll. */
  async publish(): Promise<void> {
    if (!this.redis.ready) return;
    await this.redis.commands.publish(this.channel, '1').catch(() => undefined);
  }

  subscribe(wake: () => void): void {
    const subscriber = this.redis.open({ waitWhileDown: true });
    subscriber.on('message', wake);
    subscriber.subscribe(this.channel).catch(() => undefined);
  }

  private get channel(): string {
    return `${this.redis.prefix}:live`;
  }
}
