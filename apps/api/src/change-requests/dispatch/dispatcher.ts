// Takes each request through its stages. A nudge makes it immediate; the reconciler finds the same work in the portal database
// whether or not a nudge came, so a lost one costs less than a second and a doubled one nothing.
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { describeError } from '../../database/database-error.js';
import { Nudge } from '../../queue/nudge.js';
import { dispatchedStages, type DueWork, type StageOutcome } from '../stages.js';
import { ExecutionClaims, leaseMs } from '../store/execution-claims.js';
import { StateChangedError } from '../store/state-changed-error.js';
import { DueWorks } from './due-work.js';
import { StageWorks } from './stage-works.js';

const reconcileMs = 500;
/** Requests that one worker takes on at the same time. */
const mostAtOnce = 8;
/** How long a change may run on when the process has to end: Docker kills after ten seconds. */
const graceMs = 6_000;
/** After an error that nobody foresaw: not again at once, so that it does not fill the log. */
const muteMs = 5_000;

@Injectable()
export class Dispatcher implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Dispatcher.name);
  private readonly active = new Map<number, Promise<void>>();
  private readonly pokedMeanwhile = new Set<number>();
  private readonly muted = new Map<number, number>();
  private readonly executions = new Set<number>();
  private readonly timers: NodeJS.Timeout[] = [];
  private reconciling: Promise<void> | null = null;
  private trouble: string | null = null;
  private stopped = false;
  private readonly ending = new AbortController();

  constructor(
    private readonly nudge: Nudge,
    private readonly due: DueWorks,
    private readonly works: StageWorks,
    private readonly claims: ExecutionClaims,
  ) {}

  onApplicationBootstrap(): void {
    this.nudge.onPoke('dispatch', (id) => {
      this.start(id);
      return Promise.resolve();
    });
    this.timers.push(setInterval(() => this.tick(), reconcileMs));
    this.timers.push(setInterval(() => void this.renew(), leaseMs / 4));
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.end(graceMs);
  }

  /** Begins nothing more, and ends when what was begun is recorded; a change that still runs after `ms` is aborted on its target. */
  async end(ms: number): Promise<void> {
    this.stopped = true;
    await this.reconciling;
    const limit = setTimeout(() => {
      this.ending.abort();
    }, ms);
    // Leases are renewed until the last one is recorded, so that nobody has to ask the target what became of it.
    await Promise.all(this.active.values());
    clearTimeout(limit);
    for (const timer of this.timers) clearInterval(timer);
  }

  /** Takes one request as far as it goes by itself; ends when it waits for a person, for a time or for another worker. */
  async advance(requestId: number): Promise<void> {
    let outcome: StageOutcome = 'moved';
    while (!this.stopped && (outcome === 'moved' || this.pokedMeanwhile.delete(requestId))) {
      outcome = 'waits';
      for (const work of await this.due.of(requestId)) {
        if ((await this.work(work)) === 'moved') outcome = 'moved';
      }
    }
  }

  /** Starts what is due now, as far as there is room; answers when the starting is done. */
  async reconcile(): Promise<void> {
    for (const id of await this.due.requests(mostAtOnce * 4)) this.start(id);
  }

  private start(requestId: number): void {
    if (this.stopped) return;
    if (this.active.has(requestId)) {
      this.pokedMeanwhile.add(requestId);
      return;
    }
    const muted = this.muted.get(requestId);
    if (this.active.size >= mostAtOnce || (muted !== undefined && muted > performance.now())) return;
    this.muted.delete(requestId);
    const advancing = this.advance(requestId)
      .catch((error: unknown) => {
        this.muted.set(requestId, performance.now() + muteMs);
        this.logger.error(`change request ${requestId}: ${describeError(error)}`);
      })
      .finally(() => this.active.delete(requestId));
    this.active.set(requestId, advancing);
  }

  private async work(work: DueWork): Promise<StageOutcome> {
    const held = dispatchedStages[work.stage].of === 'execution';
    if (held) this.executions.add(work.id);
    try {
      return await this.works.work(work, this.ending.signal);
    } catch (error) {
      // Someone else moved it first: a person who cancelled, another worker. The next round sees what is left to do.
      if (error instanceof StateChangedError) return 'waits';
      throw error;
    } finally {
      if (held) this.executions.delete(work.id);
    }
  }

  private tick(): void {
    if (this.reconciling !== null || this.stopped) return;
    this.reconciling = this.reconcile()
      .then(
        () => this.tell(null),
        (error: unknown) => this.tell(describeError(error)),
      )
      .finally(() => {
        this.reconciling = null;
      });
  }

  /** An outage of the portal database is told when it begins and when it ends, not twice a second. */
  private tell(trouble: string | null): void {
    if (trouble === this.trouble) return;
    this.trouble = trouble;
    if (trouble === null) this.logger.log('looking for work again');
    else this.logger.error(`looking for work: ${trouble}`);
  }

  private async renew(): Promise<void> {
    try {
      await this.claims.renew([...this.executions]);
    } catch (error) {
      this.logger.error(`renewing leases: ${describeError(error)}`);
    }
  }
}
