// An exit: the requester takes the request back while nothing of it has been started.
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/actor.js';
import { authorizeSeen } from '../../access/can.js';
import { Transactions } from '../../database/transactions.js';
import { ProblemError } from '../../http/problem-error.js';
import { statusesFor } from '@sluice/change';
import { ChangeRequestEntity } from '../store/change-request.entity.js';
import { Filing } from '../store/filing.js';
import { StateChangedError } from '../store/state-changed-error.js';
import { StatusMoves } from '../store/status-moves.js';

@Injectable()
export class CancelService {
  constructor(
    private readonly transactions: Transactions,
    private readonly moves: StatusMoves,
    private readonly filing: Filing,
  ) {}

  /** A second click finds it cancelled and is content. @throws ProblemError, StateChangedError */
  async cancel(actor: Actor, id: number): Promise<void> {
    await this.transactions.run(async (manager) => {
      const request = await manager.findOne(ChangeRequestEntity, {
        where: { id },
        lock: { mode: 'pessimistic_write' },
      });
      if (request === null) throw new ProblemError('not-found');
      authorizeSeen(actor, 'change-request.read', 'change-request.cancel', request);
      if (request.status === 'cancelled') return;
      if (!statusesFor('cancel').includes(request.status)) throw new StateChangedError(request.status);
      const revisionId = request.currentRevisionId ?? 0;
      await this.moves.request(manager, {
        id,
        act: 'cancel',
        from: request.status,
        to: 'cancelled',
        revisionId,
        record: { actorId: actor.accountId, action: 'change.cancelled', params: {} },
      });
      await this.filing.endUnstarted(manager, revisionId, request.status);
    });
  }
}
