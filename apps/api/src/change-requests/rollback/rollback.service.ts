// Rolling back: a change request of its own, on the same path, whose content is the original undone.
import { Injectable } from '@nestjs/common';
import { statusesFor } from '@sluice/change';
import type { RequestRollback, RequestStatus } from '@sluice/contracts';
import { DataSource } from 'typeorm';
import type { Actor } from '../../access/actor.js';
import { authorizeSeen } from '../../access/can.js';
import { Transactions } from '../../database/transactions.js';
import { ProblemError } from '../../http/problem-error.js';
import { Nudge } from '../../queue/nudge.js';
import { ChangeRequestEntity } from '../store/change-request.entity.js';
import { Filing } from '../store/filing.js';
import { StatusMoves } from '../store/status-moves.js';
import { UndoableRuns } from '../target/undoable-runs.js';

/** A rollback in one of these has come to nothing, or not to an end, so another one may be asked for. */
const over: readonly RequestStatus[] = ['rejected', 'cancelled', 'expired', 'failed', 'half-run'];

@Injectable()
export class RollbackService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly undoable: UndoableRuns,
    private readonly filing: Filing,
    private readonly moves: StatusMoves,
    private readonly nudge: Nudge,
  ) {}

  /** Answers the id of the rollback; a second click while one is under way answers that one. @throws ProblemError */
  async ask(actor: Actor, originalId: number, { onConflict, reason }: RequestRollback): Promise<number> {
    await this.authorize(actor, originalId);
    const { revision } = await this.undoable.of(originalId);
    const id = await this.transactions.run(async (manager) => {
      const original = await manager.findOneOrFail(ChangeRequestEntity, {
        where: { id: originalId },
        lock: { mode: 'pessimistic_write' },
      });
      const others = await manager.findBy(ChangeRequestEntity, { rollbackOf: originalId });
      const open = others.find((other) => !over.includes(other.status));
      if (open !== undefined) return open.id;
      if (!statusesFor('roll-back').includes(original.status)) {
        throw new ProblemError('rollback-not-possible', { why: original.status });
      }
      // Their time may have ended while this waited for the lock.
      if (original.imagesUntil === null) throw new ProblemError('rollback-not-possible', { why: 'images-gone' });
      const rollback = await this.filing.file(manager, {
        kind: original.kind,
        teamId: original.teamId,
        targetDatabaseId: original.targetDatabaseId,
        requesterId: actor.accountId,
        rollback: { of: originalId, onConflict },
        content: {
          statements: '',
          headline: revision.headline,
          statementCount: revision.statementCount,
          reason,
          expectedRows: null,
          checks: [],
        },
      });
      await this.moves.note(manager, originalId, {
        actorId: actor.accountId,
        action: 'change.rollback-requested',
        params: { rollback, onConflict },
      });
      return rollback;
    });
    await this.nudge.poke('dispatch', id);
    return id;
  }

  private async authorize(actor: Actor, id: number): Promise<void> {
    const request = await this.dataSource.manager.findOneBy(ChangeRequestEntity, { id });
    if (request === null) throw new ProblemError('not-found');
    authorizeSeen(actor, 'change-request.read', 'change-request.rollback', request);
  }
}
