// Live events: which thing moved to which version. The row is written in the transaction of the act and is the truth;
// the publish after the commit only spares the streams their wait for the next poll.
import { Inject, Injectable } from '@nestjs/common';
import type { LiveEvent } from '@sluice/contracts';
import type { EntityManager } from 'typeorm';
import { CLOCK, type Clock } from '../clock/clock.js';
import { Transactions } from '../database/transactions.js';
import { LiveNudge } from './live-nudge.js';

export interface LiveRecord {
  readonly subject: LiveEvent['subject'];
  readonly subjectId: number;
  readonly version: number;
  readonly teamId: number;
}

@Injectable()
export class LiveEvents {
  constructor(
    private readonly transactions: Transactions,
    private readonly nudge: LiveNudge,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async record(manager: EntityManager, event: LiveRecord): Promise<void> {
    await manager.query(
      'INSERT INTO live_event (recorded_at, subject, subject_id, version, team_id) VALUES (?, ?, ?, ?, ?)',
      [this.clock.now(), event.subject, event.subjectId, event.version, event.teamId],
    );
    this.transactions.afterCommit(manager, () => this.nudge.publish());
  }
}
