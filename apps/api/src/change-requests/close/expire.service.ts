// An exit: a request that nobody has decided about for a month is of yesterday's data.
import { Inject, Injectable } from '@nestjs/common';
import { statusesFor } from '@sluice/change';
import { DataSource, In, LessThan } from 'typeorm';
import { CLOCK, type Clock } from '../../clock/clock.js';
import { Transactions } from '../../database/transactions.js';
import { ChangeRequestEntity } from '../store/change-request.entity.js';
import { Filing } from '../store/filing.js';
import { StateChangedError } from '../store/state-changed-error.js';
import { StatusMoves } from '../store/status-moves.js';

const expiryDays = 30;
const batch = 100;

@Injectable()
export class ExpireService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly moves: StatusMoves,
    private readonly filing: Filing,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Expires the oldest ones; what one round leaves the next takes. */
  async round(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - expiryDays * 86_400_000);
    const old = await this.dataSource.manager.find(ChangeRequestEntity, {
      where: { status: In([...statusesFor('expire')]), updatedAt: LessThan(before) },
      order: { id: 'ASC' },
      take: batch,
    });
    for (const request of old) await this.expire(request);
  }

  private async expire({ id, status, currentRevisionId }: ChangeRequestEntity): Promise<void> {
    const revisionId = currentRevisionId ?? 0;
    try {
      await this.transactions.run(async (manager) => {
        await this.moves.request(manager, {
          id,
          act: 'expire',
          from: status,
          to: 'expired',
          revisionId,
          record: { actorId: null, action: 'change.expired', params: {} },
        });
        await this.filing.endUnstarted(manager, revisionId, status);
      });
    } catch (error) {
      // It moved just now, so it is not forgotten.
      if (!(error instanceof StateChangedError)) throw error;
    }
  }
}
