// Drops row images whose time is over; from then on the change cannot be rolled back.
import { Inject, Injectable, Logger } from '@nestjs/common';
import { dropImages, dropKept, dropKeptStates } from '@sluice/mysql';
import { DataSource, In, type EntityManager } from 'typeorm';
import { CLOCK, type Clock } from '../../clock/clock.js';
import { describeError } from '../../database/database-error.js';
import { Transactions } from '../../database/transactions.js';
import { TargetDirectory } from '../../targets/target-directory.js';
import { ChangeRequestEntity } from '../store/change-request.entity.js';
import { ExecutionEntity } from '../store/execution.entity.js';
import { RevisionEntity } from '../store/revision.entity.js';
import { StatusMoves } from '../store/status-moves.js';

const batch = 20;

/** A request whose rollback is under way keeps its images until that has ended; one that may still go on, until it has. */
const isOver = `r.images_until < ? AND NOT EXISTS (
    SELECT 1 FROM change_request b WHERE b.rollback_of = r.id
       AND b.status NOT IN ('closed', 'rejected', 'cancelled', 'expired', 'failed'))
  AND NOT EXISTS (
    SELECT 1 FROM execution e WHERE e.change_request_id = r.id
       AND e.status IN ('pending', 'running', 'outcome-unknown', 'continuing'))`;

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

  async round(): Promise<void> {
    const over = await this.dataSource.query<{ id: number }[]>(
      `SELECT r.id FROM change_request r WHERE ${isOver} ORDER BY r.images_until LIMIT ${batch}`,
      [this.clock.now()],
    );
    for (const { id } of over) {
      try {
        const revisionId = await this.transactions.run((manager) => this.end(manager, id));
        if (revisionId !== null) await this.drop(revisionId);
      } catch (error) {
        // The target is down: the look at what is kept there drops them later.
        this.logger.warn(`row images of change request ${id}: ${describeError(error)}`);
      }
    }
  }

  /** First it can no longer be rolled back, then the images go: who asks in between is told so. Answers the revision; null: not over after all. */
  private async end(manager: EntityManager, id: number): Promise<number | null> {
    const request = await manager.findOneOrFail(ChangeRequestEntity, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    const [still] = await manager.query<{ id: number }[]>(
      `SELECT r.id FROM change_request r WHERE r.id = ? AND ${isOver}`,
      [id, this.clock.now()],
    );
    if (still === undefined) return null;
    await manager.update(ChangeRequestEntity, { id }, { imagesUntil: null });
    await this.moves.note(manager, id, { actorId: null, action: 'change.images-dropped', params: {} });
    return request.currentRevisionId;
  }

  private async drop(revisionId: number): Promise<void> {
    const { manager } = this.dataSource;
    const { plan } = await manager.findOneByOrFail(RevisionEntity, { id: revisionId });
    const executions = await manager.findBy(ExecutionEntity, {
      revisionId,
      status: In(['executed', 'verified', 'verification-failed', 'half-run']),
    });
    for (const { shardId, markerKey } of executions) {
      const target = await this.directory.connectionOptions(shardId, 'executor');
      const key = { execution: markerKey, chunk: 0 };
      if (plan?.structure) await dropKept(target, key);
      else if (plan?.access) await dropKeptStates(await this.directory.connectionOptions(shardId, 'grantor'), key);
      else if (plan !== null) await dropImages(target, key, plan);
    }
  }
}
