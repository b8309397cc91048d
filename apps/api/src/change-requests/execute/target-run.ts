// One attempt: is it still what was approved, and then, on the target, a change as it was planned, or the undo of one.
import { Injectable } from '@nestjs/common';
import type { AttemptResult } from '@sluice/change';
import type { ChangeKind, FailureCode } from '@sluice/contracts';
import {
  runAccess,
  runChange,
  runStructure,
  undoAccess,
  undoChange,
  undoStructure,
  type ChunkJournal,
  type RunResult,
} from '@sluice/mysql';
import { TargetDirectory } from '../../targets/target-directory.js';
import type { ChangeRequestEntity } from '../store/change-request.entity.js';
import type { ExecutionEntity } from '../store/execution.entity.js';
import type { RevisionEntity } from '../store/revision.entity.js';
import { runLimits } from '../target/run-limits.js';
import { targetFailure } from '../target/target-failure.js';
import { conflictsHash, UndoableRuns } from '../target/undoable-runs.js';
import { ApprovalRecheck } from './approval-recheck.js';

export interface RunOrder {
  readonly request: ChangeRequestEntity;
  readonly revision: RevisionEntity;
  readonly execution: ExecutionEntity;
  /** Fires: aborted on the target, unless COMMIT was sent already. */
  readonly ending: AbortSignal;
  readonly journal: ChunkJournal;
}

@Injectable()
export class TargetRun {
  private readonly runs: Record<ChangeKind, (order: RunOrder) => Promise<AttemptResult>> = {
    dml: (order) =>
      order.request.rollbackOf === null ? this.change(order) : this.undo(order.request.rollbackOf, order),
    ddl: (order) =>
      order.request.rollbackOf === null
        ? this.changeStructure(order)
        : this.undoStructure(order.request.rollbackOf, order),
    acl: (order) =>
      order.request.rollbackOf === null ? this.changeAccess(order) : this.undoAccess(order.request.rollbackOf, order),
  };

  constructor(
    private readonly directory: TargetDirectory,
    private readonly undoable: UndoableRuns,
    private readonly recheck: ApprovalRecheck,
  ) {}

  /** Never throws for anything that the target does: then the answer says so. */
  async run(order: RunOrder): Promise<AttemptResult> {
    try {
      const refused = await this.recheck.refuse(order.request, order.revision);
      if (refused !== null) return { outcome: 'no-effect', failure: refused, retryable: false };
      return await this.runs[order.request.kind](order);
    } catch (error) {
      // Thrown before anything was sent that changes something: the account is missing, conflicts could not be read.
      const failure = targetFailure(error);
      if (failure === undefined) throw error;
      return { outcome: 'no-effect', failure, retryable: true };
    }
  }

  private async change({ revision, execution, ending: signal, journal }: RunOrder): Promise<AttemptResult> {
    const { plan, contentHash, checks, expectedRows } = approved(revision);
    const target = await this.directory.connectionOptions(execution.shardId, 'executor');
    const key = { execution: execution.markerKey, chunk: 0 };
    const limits = runLimits(plan);
    return attemptResult(
      await runChange(target, { key, contentHash, plan, checks, expectedRows, limits, signal, journal }),
    );
  }

  private async undo(
    originalId: number,
    { revision, execution, ending: signal, journal }: RunOrder,
  ): Promise<AttemptResult> {
    const { plan, contentHash } = approved(revision);
    const run = await this.undoable.of(originalId);
    const original = run.executions.find((each) => each.shardId === execution.shardId);
    if (original === undefined) return noEffect('marker-missing');
    const onConflict = plan.undoes?.onConflict ?? 'stop';
    // Of the other shards what a look says; of this one what the undo finds under its own locks.
    const { digests } = onConflict === 'overwrite' ? await this.undoable.conflicts(run) : { digests: [] };
    const acceptsConflicts = (digest: string) =>
      conflictsHash(digests.map((one) => (one.shardId === execution.shardId ? { ...one, digest } : one))) ===
      revision.conflicts;
    const target = await this.directory.connectionOptions(execution.shardId, 'executor');
    const key = { execution: execution.markerKey, chunk: 0 };
    const undoes = { execution: original.markerKey, chunk: 0 };
    return attemptResult(
      await undoChange(target, {
        ...{ key, contentHash, undoes, plan: run.plan, onConflict, acceptsConflicts, signal, journal },
        limits: runLimits(run.plan),
      }),
    );
  }

  private async changeStructure({ revision, execution, ending: signal }: RunOrder): Promise<AttemptResult> {
    const { plan, contentHash } = approved(revision);
    const target = await this.directory.connectionOptions(execution.shardId, 'executor');
    const key = { execution: execution.markerKey, chunk: 0 };
    return attemptResult(await runStructure(target, { key, contentHash, plan, signal }));
  }

  private async undoStructure(
    originalId: number,
    { revision, execution, ending: signal }: RunOrder,
  ): Promise<AttemptResult> {
    const { plan, contentHash } = approved(revision);
    const run = await this.undoable.of(originalId);
    const original = run.executions.find((each) => each.shardId === execution.shardId);
    if (original === undefined) return noEffect('marker-missing');
    const target = await this.directory.connectionOptions(execution.shardId, 'executor');
    const key = { execution: execution.markerKey, chunk: 0 };
    const undoes = { execution: original.markerKey, chunk: 0 };
    const onConflict = plan.undoes?.onConflict ?? 'stop';
    return attemptResult(await undoStructure(target, { key, contentHash, undoes, plan: run.plan, onConflict, signal }));
  }

  private async changeAccess({ revision, execution, ending: signal }: RunOrder): Promise<AttemptResult> {
    const { plan, contentHash } = approved(revision);
    if (plan.access === undefined) return noEffect('not-runnable');
    const target = await this.directory.connectionOptions(execution.shardId, 'grantor');
    const { before, steps } = plan.access;
    return attemptResult(
      await runAccess(target, {
        ...{ key: { execution: execution.markerKey, chunk: 0 }, contentHash, before, steps, signal },
        sqlMode: plan.session.sqlMode,
        statements: plan.statements.map(({ text }) => text),
      }),
    );
  }

  private async undoAccess(originalId: number, { revision, execution }: RunOrder): Promise<AttemptResult> {
    const { plan } = approved(revision);
    const run = await this.undoable.of(originalId);
    const original = run.executions.find((each) => each.shardId === execution.shardId);
    if (original === undefined) return noEffect('marker-missing');
    const target = await this.directory.connectionOptions(execution.shardId, 'grantor');
    const undoes = { execution: original.markerKey, chunk: 0 };
    const onConflict = plan.undoes?.onConflict ?? 'stop';
    return attemptResult(await undoAccess(target, { undoes, what: 'everything', onConflict }));
  }
}

function approved({ plan, contentHash, checks, expectedRows }: RevisionEntity) {
  if (plan === null || contentHash === null) throw new Error('an approved revision has a plan and a content hash');
  return { plan, contentHash, checks, expectedRows };
}

function noEffect(code: FailureCode): AttemptResult {
  return { outcome: 'no-effect', failure: { code, params: {} }, retryable: false };
}

/** Nothing was sent to a target that could not be reached, so that may always be tried again. */
function attemptResult(result: RunResult): AttemptResult {
  if (result.outcome !== 'no-effect' && result.outcome !== 'half') return result;
  return { ...result, retryable: result.retryable || result.failure.code === 'target-unreachable' };
}
