// Stage `close`: the request is done. A rollback that is done makes its original rolled back.
import { Injectable } from '@nestjs/common';
import { statusesFor } from '@sluice/change';
import { DataSource, type EntityManager } from 'typeorm';
import { Transactions } from '../../database/transactions.js';
import type { StageOutcome, StageWork } from '../stages.js';
import { ChangeRequestEntity } from '../store/change-request.entity.js';
import { StatusMoves } from '../store/status-moves.js';

@Injectable()
export class CloseService implements StageWork {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly moves: StatusMoves,
  ) {}

  async work(id: number): Promise<StageOutcome> {
    const request = await this.dataSource.manager.findOneBy(ChangeRequestEntity, { id });
    if (request?.status !== 'verified') return 'waits';
    await this.transactions.run(async (manager) => {
      await this.moves.request(manager, {
        id,
        act: 'close',
        from: 'verified',
        to: 'closed',
        revisionId: request.currentRevisionId ?? 0,
        record: { actorId: null, action: 'change.closed', params: {} },
      });
      if (request.rollbackOf !== null) await this.rollBack(manager, request.rollbackOf, id);
    });
    return 'moved';
  }

  private async rollBack(manager: EntityManager, originalId: number, rollback: number): Promise<void> {
    const original = await manager.findOneOrFail(ChangeRequestEntity, {
      where: { id: originalId },
      lock: { mode: 'pessimistic_write' },
    });
    if (!statusesFor('roll-back').includes(original.status)) return;
    await this.moves.request(manager, {
      id: originalId,
      act: 'roll-back',
      from: original.status,
      to: 'rolled-back',
      revisionId: original.currentRevisionId ?? 0,
      record: { actorId: null, action: 'change.rolled-back', params: { rollback } },
    });
  }
}
