// A person asks for another look after a verification failed.
import { Injectable } from '@nestjs/common';
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
export class VerifyAgainService {
  constructor(
    private readonly transactions: Transactions,
    private readonly moves: StatusMoves,
    private readonly nudge: Nudge,
  ) {}

  /** @throws ProblemError, StateChangedError when no verification has failed */
  async verifyAgain(actor: Actor, id: number): Promise<void> {
    await this.transactions.run(async (manager) => {
      const request = await manager.findOneBy(ChangeRequestEntity, { id });
      if (request === null) throw new ProblemError('not-found');
      authorizeSeen(actor, 'change-request.read', 'change-request.verify', request);
      const due = await manager.update(
        ExecutionEntity,
        { changeRequestId: id, status: 'verification-failed' },
        { nextTryAt: null },
      );
      if (due.affected === 0) throw new StateChangedError(request.status);
      await this.moves.note(manager, id, {
        ...{ actorId: actor.accountId, action: 'change.verification-requested', params: {} },
      });
    });
    await this.nudge.poke('dispatch', id);
  }
}
