// The chunks of an attempt as the pages see them. The truth is in the markers on the target; what a killed worker did not write down is found there.
import { Inject, Injectable } from '@nestjs/common';
import type { CommittedChunk } from '@sluice/mysql';
import { In, type EntityManager } from 'typeorm';
import { CLOCK, type Clock } from '../../clock/clock.js';
import { Transactions } from '../../database/transactions.js';
import { AttemptEntity } from './attempt.entity.js';
import { ChunkEntity } from './chunk.entity.js';
import { ExecutionEntity } from './execution.entity.js';
import { StateChangedError } from './state-changed-error.js';
import { StatusMoves } from './status-moves.js';

/** The pages are told of progress no oftener. */
const tellMs = 700;

@Injectable()
export class ChunkJournal {
  private readonly told = new Map<number, number>();

  constructor(
    private readonly transactions: Transactions,
    private readonly moves: StatusMoves,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** After the chunk's COMMIT. @throws StateChangedError when another worker has taken over */
  async commit(
    execution: Pick<ExecutionEntity, 'id' | 'fencingToken' | 'changeRequestId'>,
    attemptId: number,
    chunk: CommittedChunk,
  ): Promise<'go-on' | 'stop'> {
    const { id, fencingToken, changeRequestId } = execution;
    return this.transactions.run(async (manager) => {
      const tells = this.isTime(id);
      // The request first, as everywhere: moves never deadlock.
      if (tells) await this.moves.touch(manager, changeRequestId);
      const held = await manager.findOne(ExecutionEntity, {
        where: { id, fencingToken },
        lock: { mode: 'pessimistic_write' },
      });
      if (held === null) throw new StateChangedError('lease-lost');
      if (held.countedRows === null && chunk.counted !== null)
        await manager.update(ExecutionEntity, { id }, { countedRows: chunk.counted });
      await this.insert(manager, attemptId, [chunk]);
      return held.stopRequested ? 'stop' : 'go-on';
    });
  }

  /** What the target says was committed and no attempt has written down. */
  async complete(manager: EntityManager, executionId: number, chunks: readonly CommittedChunk[]): Promise<void> {
    const attempts = await manager.find(AttemptEntity, { where: { executionId }, order: { number: 'DESC' } });
    const [last] = attempts;
    if (last === undefined || chunks.length === 0) return;
    const known = await manager.find(ChunkEntity, {
      select: { number: true },
      where: { attemptId: In(attempts.map(({ id }) => id)) },
    });
    const numbers = new Set(known.map(({ number }) => number));
    await this.insert(
      manager,
      last.id,
      chunks.filter(({ number }) => !numbers.has(number)),
    );
  }

  private async insert(manager: EntityManager, attemptId: number, chunks: readonly CommittedChunk[]): Promise<void> {
    if (chunks.length === 0) return;
    const committedAt = this.clock.now();
    await manager.insert(
      ChunkEntity,
      chunks.map(({ number, rows, matched, milliseconds }) => ({
        ...{ attemptId, number, changedRows: rows, matchedRows: matched, milliseconds, committedAt },
      })),
    );
  }

  private isTime(id: number): boolean {
    const now = performance.now();
    if (now - (this.told.get(id) ?? -tellMs) < tellMs) return false;
    this.told.set(id, now);
    return true;
  }

  /** The attempt has ended. */
  forget(id: number): void {
    this.told.delete(id);
  }
}
