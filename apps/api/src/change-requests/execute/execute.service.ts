// Stage `execute`: claim, recheck what was approved, run on the target, record. The run itself commits exactly once by its marker
// on the target; what is written here only says what is known of it.
import { Inject, Injectable } from '@nestjs/common';
import { afterAttempt, type AfterAttempt, type AttemptResult } from '@sluice/change';
import type { CommittedChunk } from '@sluice/mysql';
import type { EntityManager } from 'typeorm';
import { CLOCK, type Clock } from '../../clock/clock.js';
import { Transactions } from '../../database/transactions.js';
import type { StageOutcome, StageWork } from '../stages.js';
import { AttemptEntity } from '../store/attempt.entity.js';
import { ChangeRequestEntity } from '../store/change-request.entity.js';
import { ChunkJournal } from '../store/chunk-journal.js';
import { ChunkEntity } from '../store/chunk.entity.js';
import { later } from '../store/due.js';
import { ExecutionClaims, released } from '../store/execution-claims.js';
import { ExecutionEntity } from '../store/execution.entity.js';
import { RevisionEntity } from '../store/revision.entity.js';
import { StateChangedError } from '../store/state-changed-error.js';
import { StatusMoves } from '../store/status-moves.js';
import { imagesUntil } from '../store/images-until.js';
import { NewLook } from './new-look.js';
import { TargetRun } from './target-run.js';

interface Claimed {
  readonly request: ChangeRequestEntity;
  readonly revision: RevisionEntity;
  readonly execution: ExecutionEntity;
  readonly attempt: AttemptEntity;
}

@Injectable()
export class ExecuteService implements StageWork {
  constructor(
    private readonly transactions: Transactions,
    private readonly claims: ExecutionClaims,
    private readonly moves: StatusMoves,
    private readonly run: TargetRun,
    private readonly newLook: NewLook,
    private readonly journal: ChunkJournal,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async work(id: number, ending: AbortSignal): Promise<StageOutcome> {
    const claimed = await this.transactions.run((manager) => this.claim(manager, id));
    if (claimed === null) return 'waits';
    const { request, revision, execution } = claimed;
    const journal = (chunk: CommittedChunk) => this.journal.commit(execution, claimed.attempt.id, chunk);
    const result = await this.run.run({ request, revision, execution, ending, journal }).finally(() => {
      this.journal.forget(execution.id);
    });
    try {
      await this.transactions.run((manager) => this.record(manager, claimed, result));
    } catch (error) {
      // Another worker took over while this one slept; it has asked the target, and its word counts.
      if (error instanceof StateChangedError) return 'waits';
      throw error;
    }
    return 'moved';
  }

  private async claim(manager: EntityManager, id: number): Promise<Claimed | null> {
    const execution = await this.claims.claim(manager, id, ['pending', 'continuing']);
    if (execution === null) return null;
    if (execution.stopRequested) {
      await this.stop(manager, execution);
      return null;
    }
    const now = this.clock.now();
    const number = 1 + (await manager.countBy(AttemptEntity, { executionId: id }));
    const { fencingToken } = execution;
    await this.moves.execution(manager, {
      id,
      from: execution.status,
      to: 'running',
      fencingToken,
      set: { startedAt: execution.startedAt ?? now, nextTryAt: null },
      record: { actorId: null, action: 'change.execution-started', params: { execution: id, attempt: number } },
    });
    const attempt = await manager.save(
      AttemptEntity,
      manager.create(AttemptEntity, {
        executionId: id,
        number,
        fencingToken,
        worker: this.claims.worker,
        outcome: 'running',
        failure: null,
        startedAt: now,
        endedAt: null,
      }),
    );
    const [request, revision] = await Promise.all([
      manager.findOneByOrFail(ChangeRequestEntity, { id: execution.changeRequestId }),
      manager.findOneByOrFail(RevisionEntity, { id: execution.revisionId }),
    ]);
    return { request, revision, execution, attempt };
  }

  /** Asked for while it waited to go on. */
  private async stop(manager: EntityManager, execution: ExecutionEntity): Promise<void> {
    const { id, fencingToken, changed } = execution;
    const rows = changed.reduce((sum, each) => sum + each.rows, 0);
    await this.moves.execution(manager, {
      id,
      from: 'continuing',
      to: 'half-run',
      fencingToken,
      set: { ...released, nextTryAt: null, endedAt: this.clock.now(), failure: { code: 'stopped', params: {} } },
      record: { actorId: null, action: 'change.half-run', params: { execution: id, rows, failure: 'stopped' } },
    });
  }

  private async record(manager: EntityManager, claimed: Claimed, result: AttemptResult): Promise<void> {
    const { request, revision, execution, attempt } = claimed;
    // Chunks were committed: by attempts before, or by this one, whose tries count anew then.
    const chunks = await manager.countBy(ChunkEntity, { attemptId: attempt.id });
    const after = afterAttempt(result, chunks > 0 ? 1 : attempt.number, execution.status === 'continuing');
    const now = this.clock.now();
    const failure = 'failure' in after ? after.failure : null;
    await this.moves.execution(manager, {
      id: execution.id,
      from: 'running',
      to: after.to,
      fencingToken: execution.fencingToken,
      set: {
        ...released,
        failure,
        nextTryAt: 'afterMs' in after ? later(after.afterMs) : null,
        asked: 0,
        ...('changed' in result ? { changed: [...result.changed], skipped: result.skipped } : {}),
        ...(after.to === 'executed' || after.to === 'failed' || after.to === 'half-run' ? { endedAt: now } : {}),
      },
      record: recordOf(execution.id, after, result),
    });
    await manager.update(AttemptEntity, { id: attempt.id }, { outcome: result.outcome, failure, endedAt: now });
    if ('changed' in result) {
      if (!revision.plan?.run?.cut) {
        const changedRows = rowsOf(result);
        const whole = { attemptId: attempt.id, number: 1, changedRows, matchedRows: changedRows, committedAt: now };
        await manager.insert(ChunkEntity, { ...whole, milliseconds: null });
      }
      const until = imagesUntil(request, revision, now);
      await manager.update(ChangeRequestEntity, { id: request.id }, { imagesUntil: until });
    }
    if (after.to === 'failed') await this.newLook.ifVoid(manager, request.id, after.failure);
  }
}

function rowsOf({ changed }: Extract<AttemptResult, { changed: unknown }>): number {
  return changed.reduce((sum, each) => sum + each.rows, 0);
}

function recordOf(execution: number, after: AfterAttempt, result: AttemptResult) {
  if (result.outcome === 'effect')
    return { actorId: null, action: 'change.executed', params: { execution, rows: rowsOf(result) } } as const;
  if (result.outcome === 'half') {
    const params = { execution, rows: rowsOf(result), failure: result.failure.code };
    return { actorId: null, action: 'change.half-run', params } as const;
  }
  if (after.to === 'outcome-unknown') {
    return { actorId: null, action: 'change.outcome-unknown', params: { execution } } as const;
  }
  const params = { execution, failure: result.failure.code };
  return { actorId: null, action: 'change.execution-failed', params } as const;
}
