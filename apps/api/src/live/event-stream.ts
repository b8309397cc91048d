// One open stream of one tab: writes server-sent events, and gives up on a reader that does not keep up (the browser
// connects again and resumes).
import type { Response } from 'express';
import { can } from '../access/can.js';
import type { Actor } from '../access/actor.js';
import type { FoundSession } from '../access/sessions.js';
import type { LiveRow } from './event-rows.js';

const mostBuffered = 64 * 1024;
const retryMs = 2_000;

export class EventStream {
  private checkedAt: number;

  constructor(
    private readonly response: Response,
    private session: FoundSession,
    now: number,
  ) {
    this.checkedAt = now;
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // Nginx would hold events back.
      'x-accel-buffering': 'no',
    });
    this.write(`retry: ${retryMs}\n\n`);
  }

  get sessionId(): number {
    return this.session.id;
  }

  get accountId(): number {
    return this.session.actor.accountId;
  }

  get closed(): boolean {
    return this.response.writableEnded || this.response.destroyed;
  }

  /** Whether the session was last read longer ago than `ms`. */
  staleFor(ms: number, now: number): boolean {
    return now - this.checkedAt >= ms;
  }

  /** The session as it stands now; null ends the stream. */
  renew(session: FoundSession | null, now: number): void {
    this.checkedAt = now;
    if (session === null) this.end();
    else this.session = session;
  }

  send(event: LiveRow): void {
    if (!maySee(this.session.actor, event)) return;
    const { id, subject, subjectId, version } = event;
    this.write(`id: ${id}\ndata: ${JSON.stringify({ id, subject, subjectId, version })}\n\n`);
  }

  /** Names where the stream stands, so that a resume knows, without an event. */
  mark(id: number): void {
    this.write(`id: ${id}\nevent: mark\ndata: {}\n\n`);
  }

  /** Too much was missed to send it: the page asks for everything anew. */
  reset(id: number): void {
    this.write(`id: ${id}\nevent: reset\ndata: {}\n\n`);
  }

  heartbeat(): void {
    this.write(': alive\n\n');
  }

  end(): void {
    if (!this.closed) this.response.end();
  }

  private write(text: string): void {
    if (this.closed) return;
    this.response.write(text);
    if (this.response.writableLength > mostBuffered) this.response.destroy();
  }
}

function maySee(actor: Actor, event: LiveRow): boolean {
  const resource = { teamId: event.teamId };
  switch (event.subject) {
    case 'change-request':
      // Whose request it is the event does not say, and reading does not depend on it.
      return can(actor, 'change-request.read', { ...resource, requesterId: 0 }).allowed;
    case 'target':
      return can(actor, 'target-database.read', resource).allowed;
  }
}
