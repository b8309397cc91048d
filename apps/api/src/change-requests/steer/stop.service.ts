// A person stops a run in chunks: the present chunk is still committed, nothing more is begun. What is done stays, visibly half.
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Actor } from '../../access/actor.js';
import { authorizeSeen } from '../../access/can.js';
import { Transactions } from '../../database/transactions.js';
import { ProblemError } from '../../http/problem-error.js';
import { ChangeRequestEntity } from '../store/change-request.entity.js';
import { ExecutionEntity } from '../store/execution.entity.js';
import { RevisionEntity } from '../store/revision.entity.js';
import { StateChangedError } from '../store/state-changed-error.js';
import { StatusMoves } from '../store/status-moves.js';

@Injectable()
export class StopService {
  constructor(
    private readonly transactions: Transactions,
    private readonly moves: StatusMoves,
  ) {}

  /** A second click is content. @throws ProblemError, StateChangedError where nothing runs that could be stopped */
  async stop(actor: Actor, id: number): Promise<void> {
    await this.transactions.run(async (manager) => {
      const request = await manager.findOne(ChangeRequestEntity, {
        where: { id },
        lock: { mode: 'pessimistic_write' },
      });
      if (request === null) throw new ProblemError('not-found');
      authorizeSeen(actor, 'change-request.read', 'change-request.stop', request);
      if (request.status === 'half-run') return;
      const revisionId = request.currentRevisionId ?? 0;
      const { plan } = await manager.findOneByOrFail(RevisionEntity, { id: revisionId });
      if (!plan?.run?.cut) throw new StateChangedError(request.status);
      const asked = await manager.update(
        ExecutionEntity,
        { revisionId, status: In(['running', 'continuing']) },
        { stopRequested: true },
      );
      if (asked.affected === 0) throw new StateChangedError(request.status);
      await this.moves.note(manager, id, { actorId: actor.accountId, action: 'change.stop-requested', params: {} });
    });
  }
}
