// While ours waits or runs: where others have queued behind it for longer than the limit, ours is killed, and tried again later.
import { openSession, type Session } from '../../connect/session.js';
import { waiters } from './lock-queue.js';

const lookEveryMs = 250;

export class Watchdog {
  private readonly waitingSince = new Map<number, number>();
  private stopped = false;
  hasKilled = false;

  private constructor(
    private readonly eye: Session,
    private readonly ours: Session,
    private readonly tables: readonly string[],
    private readonly queueMs: number,
  ) {}

  /** @param queueMs how long others may wait */
  static async watch(ours: Session, tables: readonly string[], queueMs: number): Promise<{ end(): Promise<boolean> }> {
    const eye = await openSession({ ...ours.target, schema: null });
    const dog = new Watchdog(eye, ours, tables, queueMs);
    const looking = dog.look();
    return {
      /** @returns whether ours was killed. Nothing of it reaches ours after this. */
      end: async () => {
        dog.stopped = true;
        await looking;
        await eye.close();
        return dog.hasKilled;
      },
    };
  }

  private async look(): Promise<void> {
    while (!this.stopped && !this.hasKilled) {
      try {
        if (await this.isTooLong()) {
          this.hasKilled = true;
          await this.eye.run(`KILL QUERY ${String(this.ours.threadId)}`);
          return;
        }
      } catch {
        // Without sight lock_wait_timeout and the statement's own limit still hold.
        return;
      }
      await new Promise((done) => setTimeout(done, lookEveryMs));
    }
  }

  private async isTooLong(): Promise<boolean> {
    const waiting = await waiters(this.eye, this.ours, this.tables);
    const now = performance.now();
    for (const id of this.waitingSince.keys()) if (!waiting.includes(id)) this.waitingSince.delete(id);
    for (const id of waiting) if (!this.waitingSince.has(id)) this.waitingSince.set(id, now);
    return [...this.waitingSince.values()].some((since) => now - since > this.queueMs);
  }
}
