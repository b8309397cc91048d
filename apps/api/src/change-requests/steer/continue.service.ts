// A person lets a half-run go on: the chunks that are still missing, under the same key, so none of them twice.
import { Injectable } from '@nestjs/common';
import { In, MoreThan, Not, type EntityManager } from 'typeorm';
import type { Actor } from '../../access/actor.js';
import { authorizeSeen } from '../../access/can.js';
import { Transactions } from '../../database/transactions.js';
import { ProblemError } from '../../http/problem-error.js';
import { Nudge } from '../../queue/nudge.js';
import { ChangeRequestEntity } from '../store/change-request.entity.js';
import { ExecutionEntity } from '../store/execution.entity.js';
import { StateChangedError } from '../store/state-changed-error.js';
import { StatusMoves } from '../store/status-moves.js';

@Injectable()
export class ContinueService {
  constructor(
    private readonly transactions: Transactions,
    private readonly moves: StatusMoves,
    private readonly nudge: Nudge,
  ) {}

  /** @throws ProblemError, StateChangedError where nothing is half, or it is being taken back */
  async continue(actor: Actor, id: number): Promise<void> {
    await this.transactions.run(async (manager) => {
      const request = await manager.findOne(ChangeRequestEntity, {
        where: { id },
        lock: { mode: 'pessimistic_write' },
      });
      if (request === null) throw new ProblemError('not-found');
      authorizeSeen(actor, 'change-request.read', 'change-request.continue', request);
      if (await this.isTakenBack(manager, request)) throw new StateChangedError(request.status);
      const half = await manager.findBy(ExecutionEntity, {
        revisionId: request.currentRevisionId ?? 0,
        status: 'half-run',
      });
      if (half.length === 0) throw new StateChangedError(request.status);
      for (const execution of half) {
        await this.moves.execution(manager, {
          id: execution.id,
          from: 'half-run',
          to: 'continuing',
          fencingToken: execution.fencingToken,
          set: { stopRequested: false, failure: null, nextTryAt: null, endedAt: null },
          record: { actorId: actor.accountId, action: 'change.continued', params: { execution: execution.id } },
        });
      }
    });
    await this.nudge.poke('dispatch', id);
  }

  /** Of a change: a rollback has begun. Of a rollback: another one has taken its place. */
  private async isTakenBack(manager: EntityManager, { id, rollbackOf }: ChangeRequestEntity): Promise<boolean> {
    const open = { status: Not(In(['rejected', 'cancelled', 'expired', 'failed'])) };
    if (rollbackOf === null) return manager.existsBy(ChangeRequestEntity, { rollbackOf: id, ...open });
    return manager.existsBy(ChangeRequestEntity, { rollbackOf, id: MoreThan(id), ...open });
  }
}
