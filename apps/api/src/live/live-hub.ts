// Reads new events once for all open streams of this process and hands them out. The table is the truth and is polled;
// a nudge by Redis only makes the next poll come at once.
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { Sessions, type FoundSession } from '../access/sessions.js';
import { CLOCK, type Clock } from '../clock/clock.js';
import { describeError } from '../database/database-error.js';
import { ProblemError } from '../http/problem-error.js';
import { eventsAfter, missedSince, newestEventId } from './event-rows.js';
import { EventStream } from './event-stream.js';
import { LateIds } from './late-ids.js';
import { LiveNudge } from './live-nudge.js';

const pollMs = 1_000;
const heartbeatMs = 15_000;
/** Sessions are read again before an event goes out, and this often when none does. */
const sessionCheckMs = 5_000;
const sessionFreshMs = 1_000;
const latePatienceMs = 10 * 60_000;
const mostAwaited = 500;
const mostStreamsPerAccount = 50;

@Injectable()
export class LiveHub implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(LiveHub.name);
  private readonly streams = new Set<EventStream>();
  private ids: Promise<LateIds> | null = null;
  private opening = 0;
  private timer: NodeJS.Timeout | undefined;
  private polling: Promise<void> | null = null;
  private pollAgain = false;
  private lastHeartbeat = 0;
  private stopped = false;
  private failing = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly sessions: Sessions,
    private readonly nudge: LiveNudge,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.nudge.subscribe(() => void this.poll());
    this.timer = setInterval(() => void this.poll(), pollMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    for (const stream of this.streams) stream.end();
    this.streams.clear();
    await this.polling;
  }

  /** Opens a stream that goes on after event `lastEventId` (null: from now). @throws ProblemError `too-many-attempts` */
  async open(response: Response, session: FoundSession, lastEventId: number | null): Promise<void> {
    const own = [...this.streams].filter((stream) => stream.accountId === session.actor.accountId);
    if (this.stopped) throw new ProblemError('not-ready');
    if (own.length >= mostStreamsPerAccount) throw new ProblemError('too-many-attempts', { seconds: 60 });
    const newest = await this.positionForOneMore();
    const stream = new EventStream(response, session, this.clock.now().getTime());
    response.once('close', () => this.streams.delete(stream));
    // First listen, then look back: what comes between is sent twice, which does no harm, and never not at all.
    this.streams.add(stream);
    this.opening -= 1;
    stream.mark(lastEventId ?? newest);
    if (lastEventId === null) return;
    const missed = await missedSince(this.dataSource, lastEventId);
    if (missed === null) stream.reset(newest);
    else for (const event of missed) stream.send(event);
  }

  /** Reads what is new and hands it out; while one poll runs, one more waits at most. */
  async poll(): Promise<void> {
    if (this.polling !== null) {
      this.pollAgain = true;
      return this.polling;
    }
    this.polling = this.pollOnce().finally(() => {
      this.polling = null;
    });
    await this.polling;
    if (this.pollAgain && !this.stopped) {
      this.pollAgain = false;
      await this.poll();
    }
  }

  private async pollOnce(): Promise<void> {
    if (this.stopped || this.streams.size + this.opening === 0) {
      // Nobody listens: the next stream starts from the newest event again.
      this.ids = null;
      return;
    }
    try {
      const now = this.clock.now().getTime();
      const ids = await this.position();
      const events = await eventsAfter(this.dataSource, ids.highest, ids.awaited);
      await this.renewSessions(events.length > 0 ? sessionFreshMs : sessionCheckMs, now);
      for (const event of events) {
        ids.seen(event.id, now);
        for (const stream of this.streams) stream.send(event);
      }
      ids.forgetOld(now);
      this.heartbeat(now);
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.logger.error(`live events cannot be read now: ${describeError(error)}`);
      this.failing = true;
    }
  }

  private async renewSessions(staleMs: number, now: number): Promise<void> {
    const stale = [...this.streams].filter((stream) => stream.staleFor(staleMs, now));
    for (const [sessionId, streams] of Map.groupBy(stale, (stream) => stream.sessionId)) {
      const session = await this.sessions.findById(sessionId);
      for (const stream of streams) stream.renew(session, now);
    }
    for (const stream of this.streams) if (stream.closed) this.streams.delete(stream);
  }

  private heartbeat(now: number): void {
    if (now - this.lastHeartbeat < heartbeatMs) return;
    this.lastHeartbeat = now;
    for (const stream of this.streams) stream.heartbeat();
  }

  // Counted while it opens: a poll in between must not give up the place from which the stream will be served.
  private async positionForOneMore(): Promise<number> {
    this.opening += 1;
    try {
      return (await this.position()).highest;
    } catch (error) {
      this.opening -= 1;
      throw error;
    }
  }

  private position(): Promise<LateIds> {
    this.ids ??= newestEventId(this.dataSource).then(
      (newest) => new LateIds(newest, latePatienceMs, mostAwaited),
      (error: unknown) => {
        this.ids = null;
        throw error;
      },
    );
    return this.ids;
  }
}
