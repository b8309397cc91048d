// Stage `settle`: an execution whose worker is gone, or whose answer was lost, is in doubt until its target says what became of it.
// The question fences the key off: where the marker is absent, a tombstone keeps a late worker from ever running under it.
import { Inject, Injectable } from '@nestjs/common';
import { afterAsking, type AfterAttempt } from '@sluice/change';
import type { ChangeKind, RollbackPlan } from '@sluice/contracts';
import { readOutcome, settleAccess, settleStructure, type MarkerOutcome, type Target } from '@sluice/mysql';
import { DataSource, type EntityManager } from 'typeorm';
import { CLOCK, type Clock } from '../../clock/clock.js';
import { Transactions } from '../../database/transactions.js';
import { TargetDirectory } from '../../targets/target-directory.js';
import type { StageOutcome, StageWork } from '../stages.js';
import { newMarkerKey } from '../store/approving.js';
import { AttemptEntity } from '../store/attempt.entity.js';
import { ChangeRequestEntity } from '../store/change-request.entity.js';
import { ChunkJournal } from '../store/chunk-journal.js';
import { ChunkEntity } from '../store/chunk.entity.js';
import { later } from '../store/due.js';
import { ExecutionClaims, released } from '../store/execution-claims.js';
import { ExecutionEntity } from '../store/execution.entity.js';
import { imagesUntil } from '../store/images-until.js';
import { RevisionEntity } from '../store/revision.entity.js';
import { StatusMoves } from '../store/status-moves.js';
import { targetFailure } from '../target/target-failure.js';
import { UndoableRuns } from '../target/undoable-runs.js';

const waitSeconds = 2;

interface Asked {
  readonly target: Target;
  readonly execution: ExecutionEntity;
  readonly request: ChangeRequestEntity;
  readonly plan: RollbackPlan;
}

const keyOf = ({ markerKey }: ExecutionEntity) => ({ execution: markerKey, chunk: 0 });

@Injectable()
export class SettleService implements StageWork {
  private readonly questions: Record<ChangeKind, (asked: Asked) => Promise<MarkerOutcome>> = {
    dml: ({ target, execution, plan }) => {
      const inChunks = Boolean(plan.run?.cut);
      return readOutcome(target, keyOf(execution), { fence: true, waitSeconds, inChunks });
    },
    ddl: async ({ target, execution, request, plan }) =>
      settleStructure(
        target,
        { key: keyOf(execution), plan, undoes: await this.undoable.keyOf(request, execution) },
        waitSeconds,
      ),
    // An undo of access leads from whatever is there, so it is simply made again.
    acl: async ({ execution, request }) =>
      request.rollbackOf === null
        ? settleAccess(
            await this.directory.connectionOptions(execution.shardId, 'grantor'),
            keyOf(execution),
            waitSeconds,
          )
        : { outcome: 'absent' },
  };

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly claims: ExecutionClaims,
    private readonly moves: StatusMoves,
    private readonly directory: TargetDirectory,
    private readonly journal: ChunkJournal,
    private readonly undoable: UndoableRuns,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async work(id: number): Promise<StageOutcome> {
    const execution = await this.transactions.run((manager) => this.claim(manager, id));
    if (execution === null) return 'waits';
    const answer = await this.ask(execution);
    const after = await this.decide(execution, answer);
    if (after.to === 'outcome-unknown') {
      const { failure } = after;
      const asked = execution.asked + 1;
      await this.transactions.run(async (manager) => {
        await this.claims.putOff(manager, execution, later(after.afterMs), { asked, failure });
        await this.moves.touch(manager, execution.changeRequestId);
      });
      return 'waits';
    }
    await this.transactions.run(async (manager) => {
      await this.moves.execution(manager, {
        id,
        from: 'outcome-unknown',
        to: after.to,
        fencingToken: execution.fencingToken,
        set: {
          ...released,
          asked: 0,
          failure: 'failure' in after ? after.failure : null,
          nextTryAt: 'afterMs' in after ? later(after.afterMs) : null,
          ...('changed' in answer ? { changed: [...answer.changed], skipped: answer.skipped } : {}),
          // The old key is fenced off for good, so another attempt needs another one.
          ...(after.to === 'pending' ? { markerKey: newMarkerKey() } : {}),
          ...(after.to === 'executed' || after.to === 'failed' ? { endedAt: this.clock.now() } : {}),
        },
        record: {
          actorId: null,
          action: 'change.outcome-settled',
          params: { execution: id, outcome: settledAs(answer) },
        },
      });
      await this.endAttempt(manager, execution, answer);
    });
    return 'moved';
  }

  /** A running execution whose lease ran out is from here on in doubt. */
  private async claim(manager: EntityManager, id: number): Promise<ExecutionEntity | null> {
    const execution = await this.claims.claim(manager, id, ['running', 'outcome-unknown']);
    if (execution?.status !== 'running') return execution;
    await this.moves.execution(manager, {
      id,
      from: 'running',
      to: 'outcome-unknown',
      fencingToken: execution.fencingToken,
      record: { actorId: null, action: 'change.outcome-unknown', params: { execution: id } },
    });
    await manager.update(AttemptEntity, { executionId: id, outcome: 'running' }, { outcome: 'unknown' });
    return Object.assign(execution, { status: 'outcome-unknown' as const });
  }

  private async decide(execution: ExecutionEntity, answer: MarkerOutcome): Promise<AfterAttempt> {
    const { manager } = this.dataSource;
    const [attempts, { verdict }] = await Promise.all([
      manager.countBy(AttemptEntity, { executionId: execution.id }),
      manager.findOneByOrFail(RevisionEntity, { id: execution.revisionId }),
    ]);
    // What a change without a verdict does beside its own rows (a trigger, another engine) is not known, so an abort may leave it.
    return afterAsking(answer, attempts, execution.asked + 1, verdict !== 'none');
  }

  private async ask(execution: ExecutionEntity): Promise<MarkerOutcome> {
    try {
      const target = await this.directory.connectionOptions(execution.shardId, 'executor');
      const { manager } = this.dataSource;
      const { plan } = await manager.findOneByOrFail(RevisionEntity, { id: execution.revisionId });
      const request = await manager.findOneByOrFail(ChangeRequestEntity, { id: execution.changeRequestId });
      if (plan === null) throw new Error('an execution has a plan');
      return await this.questions[request.kind]({ target, execution, request, plan });
    } catch (error) {
      const failure = targetFailure(error);
      if (failure === undefined) throw error;
      return { outcome: 'unknown', failure };
    }
  }

  private async endAttempt(manager: EntityManager, execution: ExecutionEntity, answer: MarkerOutcome): Promise<void> {
    const attempt = await manager.findOneOrFail(AttemptEntity, {
      where: { executionId: execution.id },
      order: { number: 'DESC' },
    });
    const now = this.clock.now();
    const outcome = settledAs(answer);
    await manager.update(AttemptEntity, { id: attempt.id }, { outcome, endedAt: attempt.endedAt ?? now });
    if (!('changed' in answer)) return;
    if (answer.chunks) await this.journal.complete(manager, execution.id, answer.chunks);
    else {
      const changedRows = answer.changed.reduce((sum, each) => sum + each.rows, 0);
      const whole = { attemptId: attempt.id, number: 1, changedRows, matchedRows: changedRows, committedAt: now };
      await manager.insert(ChunkEntity, { ...whole, milliseconds: null });
    }
    const request = await manager.findOneByOrFail(ChangeRequestEntity, { id: execution.changeRequestId });
    const revision = await manager.findOneByOrFail(RevisionEntity, { id: execution.revisionId });
    await manager.update(ChangeRequestEntity, { id: request.id }, { imagesUntil: imagesUntil(request, revision, now) });
  }
}

function settledAs({ outcome }: MarkerOutcome): 'effect' | 'half' | 'no-effect' {
  return outcome === 'effect' || outcome === 'half' ? outcome : 'no-effect';
}
