// Hints to the workers that there is something to do. A hint may be lost or doubled: the loops over the portal database
// find the work by themselves, so nothing here is ever fatal.
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Queue, Worker } from 'bullmq';
import { reconnectPause, RedisConnection } from './redis.js';

export type NudgeName = 'dispatch';

/** Longest wait for Valkey by someone who has already committed and only leaves a hint. */
const patienceMs = 500;

@Injectable()
export class Nudge implements BeforeApplicationShutdown {
  private readonly logger = new Logger(Nudge.name);
  private readonly queues = new Map<NudgeName, Queue>();
  private readonly workers: Worker[] = [];

  constructor(private readonly redis: RedisConnection) {}

  /** Never throws, and never waits long. */
  async poke(name: NudgeName, id: number): Promise<void> {
    if (!this.redis.ready) return;
    try {
      const added = this.queue(name).add(name, { id }, { removeOnComplete: true, removeOnFail: true });
      added.catch(() => undefined);
      await Promise.race([added, pause(patienceMs)]);
    } catch (error) {
      this.logger.warn(`hint ${name} ${id} was not left: ${String(error)}`);
    }
  }

  /** Calls `handler` for each hint that this process gets. */
  onPoke(name: NudgeName, handler: (id: number) => Promise<void>): void {
    const worker = new Worker<{ id: number }>(queueName(name), async (job) => handler(job.data.id), {
      // Its own connections, which block and wait while Valkey is down, and which it closes itself.
      connection: { url: this.redis.url, maxRetriesPerRequest: null, retryStrategy: reconnectPause },
      prefix: this.redis.prefix,
      concurrency: 4,
    });
    // Outages are logged by RedisConnection; a failed handler is logged by who gave it, and its work is found by the loop.
    worker.on('error', () => undefined);
    this.workers.push(worker);
  }

  // By force: what a hint has set going is waited for by its owner, and a hint itself may be lost.
  async beforeApplicationShutdown(): Promise<void> {
    const closing = [
      ...this.workers.map((worker) => worker.close(true)),
      ...[...this.queues.values()].map((queue) => queue.close()),
    ];
    await Promise.race([Promise.allSettled(closing), pause(2_000)]);
  }

  private queue(name: NudgeName): Queue {
    const known = this.queues.get(name);
    if (known !== undefined) return known;
    const queue = new Queue(queueName(name), {
      connection: this.redis.commands,
      prefix: this.redis.prefix,
      skipWaitingForReady: true,
    });
    queue.on('error', () => undefined);
    this.queues.set(name, queue);
    return queue;
  }
}

function queueName(name: NudgeName): string {
  return `sluice-${name}`;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
