import { EventEmitter } from 'node:events';
import type { Response } from 'express';
import type { Actor } from '../access/actor.js';
import { EventStream } from './event-stream.js';

/** A response whose reader takes nothing. */
class StuckResponse extends EventEmitter {
  written = '';
  writableEnded = false;
  destroyed = false;
  get writableLength(): number {
    return this.written.length;
  }
  writeHead(): this {
    return this;
  }
  write(text: string): boolean {
    this.written += text;
    return false;
  }
  end(): void {
    this.writableEnded = true;
  }
  destroy(): void {
    this.destroyed = true;
  }
}

const actor = (...grants: Actor['grants']): Actor => ({ accountId: 1, login: 'a', name: 'A', grants });
const open = (who: Actor) => {
  const response = new StuckResponse();
  return {
    response,
    stream: new EventStream(response as unknown as Response, { id: 5, actor: who, mustChangePassword: false }, 0),
  };
};
const event = { id: 9, subject: 'change-request', subjectId: 7, version: 3, teamId: 1 } as const;

describe('a stream', () => {
  it('sends ids and versions only, to those who may see the team', () => {
    const own = open(actor({ role: 'developer', teamId: 1 }));
    const other = open(actor({ role: 'developer', teamId: 2 }));
    for (const { stream } of [own, other]) stream.send(event);
    expect(own.response.written).toContain(
      'id: 9\ndata: {"id":9,"subject":"change-request","subjectId":7,"version":3}\n\n',
    );
    expect(other.response.written).not.toContain('id: 9');
  });

  it('follows the grants as they are renewed, and ends with its session', () => {
    const { response, stream } = open(actor());
    stream.send(event);
    expect(response.written).not.toContain('id: 9');
    stream.renew({ id: 5, actor: actor({ role: 'auditor', teamId: null }), mustChangePassword: false }, 1_000);
    stream.send(event);
    expect(response.written).toContain('id: 9');
    expect([stream.staleFor(500, 1_400), stream.staleFor(500, 1_500)]).toEqual([false, true]);
    stream.renew(null, 2_000);
    expect([response.writableEnded, stream.closed]).toEqual([true, true]);
  });

  it('gives up a reader that does not keep up, in bounded memory', () => {
    const { response, stream } = open(actor({ role: 'auditor', teamId: null }));
    for (let id = 1; id <= 100_000; id += 1) stream.send({ ...event, id });
    expect(response.destroyed).toBe(true);
    expect(response.writableLength).toBeLessThan(70_000);
  });
});
