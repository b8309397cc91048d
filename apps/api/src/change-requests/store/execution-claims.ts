// Leases: which worker has which execution. A lease that is not renewed runs out and the work moves on; the fencing token, which
// grows with each claim, keeps the former holder from writing anything.
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ExecutionStatus } from '@sluice/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import { ExecutionEntity } from './execution.entity.js';
import { isDue, isUnclaimed, later } from './due.js';
import { StatusMoves } from './status-moves.js';

/** A worker that is dead is followed by another one after this. */
export const leaseMs = 8_000;

/** For the move that ends a claim. */
export const released = { leaseOwner: null, leaseUntil: null } as const;

@Injectable()
export class ExecutionClaims {
  /** This worker, for as long as the process lives. */
  readonly worker = randomUUID();

  constructor(
    private readonly dataSource: DataSource,
    private readonly moves: StatusMoves,
  ) {}

  /** Claims an execution that is due, in one of `statuses` and not held by a living worker; null when there is nothing to claim. */
  async claim(
    manager: EntityManager,
    id: number,
    statuses: readonly ExecutionStatus[],
  ): Promise<ExecutionEntity | null> {
    await this.moves.lockRequestOf(manager, id);
    const execution = await manager
      .createQueryBuilder(ExecutionEntity, 'execution')
      .where(`id = :id AND status IN (:...statuses) AND ${isUnclaimed} AND (status = 'running' OR ${isDue})`, {
        id,
        statuses: [...statuses],
      })
      .setLock('pessimistic_write')
      .setOnLocked('skip_locked')
      .getOne();
    if (execution === null) return null;
    const fencingToken = execution.fencingToken + 1;
    await manager
      .createQueryBuilder()
      .update(ExecutionEntity)
      .set({ leaseOwner: this.worker, leaseUntil: later(leaseMs), fencingToken })
      .where('id = :id', { id })
      .execute();
    return Object.assign(execution, { fencingToken });
  }

  /** Lets go of an execution without moving it; it is due again after `ms`. False: the claim was lost. */
  async putOff(
    manager: EntityManager,
    execution: ExecutionEntity,
    nextTryAt: Date | (() => string),
    set: Partial<Pick<ExecutionEntity, 'asked' | 'failure'>>,
  ): Promise<boolean> {
    const done = await manager
      .createQueryBuilder()
      .update(ExecutionEntity)
      .set({ ...set, ...released, nextTryAt })
      .where('id = :id AND fencing_token = :fencingToken', execution)
      .execute();
    return done.affected === 1;
  }

  /** Renews the leases of what this worker works on, by one statement. */
  async renew(executionIds: readonly number[]): Promise<void> {
    if (executionIds.length === 0) return;
    await this.dataSource
      .createQueryBuilder()
      .update(ExecutionEntity)
      .set({ leaseUntil: later(leaseMs) })
      .where('lease_owner = :worker AND id IN (:...executionIds)', {
        worker: this.worker,
        executionIds: [...executionIds],
      })
      .execute();
  }
}
