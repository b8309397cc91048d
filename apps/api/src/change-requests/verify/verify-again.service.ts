// A person asks for another look after a verification failed.
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import { authorize } from '../../access/can.js';
import { Transactions } from '../../database/transactions.js';
import { ProblemError } from '../../http/problem-error.js';
import { Nudge } from '../../queue/nudge.js';
import { ChangeRequestEntity } from '../store/change-request.entity.js';
import { ExecutionEntity } from '../store/execution.entity.js';
import { StateChangedError } from '../store/state-changed-error.js';

@Injectable()
export class VerifyAgainService {
  constructor(
    private readonly transactions: Transactions,
    private readonly nudge: Nudge,
  ) {}

  /** @throws ProblemError, StateChangedError when no verification has failed */
  async verifyAgain(actor: Actor, id: number): Promise<void> {
    await this.transactions.run(async (manager) => {
      const request = await manager.findOneBy(ChangeRequestEntity, { id });
      if (request === null) throw new ProblemError('not-found');
      authorize(actor, 'change-request.verify', request);
      const due = await manager.update(
        ExecutionEntity,
        { changeRequestId: id, status: 'verification-failed' },
        { nextTryAt: null },
      );
      if (due.affected === 0) throw new StateChangedError(request.status);
    });
    await this.nudge.poke('dispatch', id);
  }
}
