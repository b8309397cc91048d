// Drops row images whose time is over; from then on the change cannot be rolled back.
import { Inject, Injectable, Logger } from '@nestjs/common';
import { dropImages } from '@sluice/mysql';
import { DataSource, In } from 'typeorm';
import { CLOCK, type Clock } from '../../clock/clock.js';
import { describeError } from '../../database/database-error.js';
import { Transactions } from '../../database/transactions.js';
import { TargetDirectory } from '../../targets/target-directory.js';
import { ExecutionEntity } from '../store/execution.entity.js';
import { RevisionEntity } from '../store/revision.entity.js';
import { StatusMoves } from '../store/status-moves.js';

const batch = 20;

@Injectable()
export class PurgeImagesService {
  private readonly logger = new Logger(PurgeImagesService.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly moves: StatusMoves,
    private readonly directory: TargetDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** A request whose rollback is under way keeps its images until that has ended. */
  async round(): Promise<void> {
    const over = await this.dataSource.query<{ id: number; revision: number }[]>(
      `SELECT r.id, r.current_revision_id AS revision FROM change_request r
        WHERE r.images_until < ? AND NOT EXISTS (
              SELECT 1 FROM change_request b WHERE b.rollback_of = r.id
                 AND b.status NOT IN ('closed', 'rejected', 'cancelled', 'expired', 'failed'))
        ORDER BY r.images_until LIMIT ${batch}`,
      [this.clock.now()],
    );
    for (const { id, revision } of over) {
      try {
        await this.purge(id, revision);
      } catch (error) {
        // The target is down: the next round tries again.
        this.logger.warn(`row images of change request ${id}: ${describeError(error)}`);
      }
    }
  }

  private async purge(id: number, revisionId: number): Promise<void> {
    const { manager } = this.dataSource;
    const { plan } = await manager.findOneByOrFail(RevisionEntity, { id: revisionId });
    const executions = await manager.findBy(ExecutionEntity, {
      revisionId,
      status: In(['executed', 'verified', 'verification-failed']),
    });
    for (const { shardId, markerKey } of executions) {
      const target = await this.directory.connectionOptions(shardId, 'executor');
      if (plan !== null) await dropImages(target, { execution: markerKey, chunk: 0 }, plan);
    }
    await this.transactions.run(async (transaction) => {
      await transaction.query('UPDATE change_request SET images_until = NULL WHERE id = ?', [id]);
      await this.moves.touch(transaction, id);
    });
  }
}
