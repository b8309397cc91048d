// What a rollback puts back: the executions of the original that had an effect, and what happened to their rows since.
import { Injectable } from '@nestjs/common';
import { conflictChoiceSchema, type Conflicts, type RollbackPlan, type StatementPreview } from '@sluice/contracts';
import { canonical } from '@sluice/change';
import { findConflicts, previewUndo } from '@sluice/mysql';
import { DataSource, In } from 'typeorm';
import { ProblemError } from '../../http/problem-error.js';
import { ShardEntity } from '../../targets/shard.entity.js';
import { TargetDirectory } from '../../targets/target-directory.js';
import { ChangeRequestEntity } from '../store/change-request.entity.js';
import { ExecutionEntity } from '../store/execution.entity.js';
import { RevisionEntity } from '../store/revision.entity.js';
import { sha256 } from './sha256.js';

export interface UndoableRun {
  readonly request: ChangeRequestEntity;
  readonly revision: RevisionEntity;
  readonly plan: RollbackPlan;
  readonly executions: readonly ExecutionEntity[];
}

/** What stands in the way on one shard, every byte of it. */
export interface ShardDigest {
  readonly shardId: number;
  readonly digest: string;
}

export interface SeenConflicts {
  readonly found: Conflicts;
  /** In the order of the executions. */
  readonly digests: readonly ShardDigest[];
}

/** What an approval to overwrite binds. */
export function conflictsHash(digests: readonly ShardDigest[]): string {
  return sha256(canonical(digests));
}

/** Conflicts that are shown row by row; the rest is counted. */
const conflictCap = 200;
/** Rows of each table that a preview shows. */
const previewed = 20;

@Injectable()
export class UndoableRuns {
  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: TargetDirectory,
  ) {}

  /** @throws ProblemError `rollback-not-possible` when there is nothing that could be put back */
  async of(requestId: number): Promise<UndoableRun> {
    const { manager } = this.dataSource;
    const request = await manager.findOneBy(ChangeRequestEntity, { id: requestId });
    if (request === null) throw new ProblemError('not-found');
    const revision = await manager.findOneByOrFail(RevisionEntity, { id: request.currentRevisionId ?? 0 });
    const executions = await manager.find(ExecutionEntity, {
      where: { revisionId: revision.id, status: In(['executed', 'verified', 'verification-failed', 'half-run']) },
      order: { id: 'ASC' },
    });
    const why = whyNot(request, revision, executions);
    if (why !== null || revision.plan === null) throw new ProblemError('rollback-not-possible', { why });
    return { request, revision, plan: revision.plan, executions };
  }

  /** Of a rollback: the marker of what it undoes on the same shard; null for any other request. */
  async keyOf(
    { rollbackOf }: Pick<ChangeRequestEntity, 'rollbackOf'>,
    { shardId }: Pick<ExecutionEntity, 'shardId'>,
  ): Promise<{ execution: string; chunk: number } | null> {
    if (rollbackOf === null) return null;
    const { executions } = await this.of(rollbackOf);
    const original = executions.find((each) => each.shardId === shardId);
    return original === undefined ? null : { execution: original.markerKey, chunk: 0 };
  }

  /** @throws TargetError */
  async conflicts({ plan, executions }: Pick<UndoableRun, 'plan' | 'executions'>): Promise<SeenConflicts> {
    const found: Conflicts = { total: 0, conflicts: [], choices: [...conflictChoiceSchema.options] };
    const digests: ShardDigest[] = [];
    // Of definitions and access there are no rows to compare; what somebody changed of them since is found by the run.
    if (plan.structure || plan.access) return { found: { ...found, choices: ['stop', 'skip'] }, digests };
    for (const { shardId, markerKey } of executions) {
      const shard = await this.dataSource.manager.findOneByOrFail(ShardEntity, { id: shardId });
      const target = await this.directory.connectionOptions(shardId, 'executor');
      const cap = Math.max(conflictCap - found.conflicts.length, 0);
      const key = { execution: markerKey, chunk: 0 };
      const { total, conflicts, choices, digest } = await findConflicts(target, { key, plan, cap });
      digests.push({ shardId, digest });
      found.total += total;
      // What one shard would refuse is offered for none.
      found.choices = found.choices.filter((choice) => choices.includes(choice));
      found.conflicts.push(...conflicts.map((conflict) => ({ ...conflict, shard: shard.name })));
    }
    return { found, digests };
  }

  /** The first rows that go back, table by table; with `leaveConflicts` without those that changed since. @throws TargetError */
  async preview(
    { plan, executions }: Pick<UndoableRun, 'plan' | 'executions'>,
    leaveConflicts: boolean,
  ): Promise<StatementPreview[]> {
    const shown: StatementPreview[] = [];
    for (const { shardId, markerKey } of executions) {
      const target = await this.directory.connectionOptions(shardId, 'executor');
      const key = { execution: markerKey, chunk: 0 };
      shown.push(...(await previewUndo(target, { key, plan, leaveConflicts, limit: previewed })));
    }
    return shown;
  }
}

/** Why a request cannot be rolled back, as a word for the page; null when it can. */
export function whyNot(
  request: Pick<ChangeRequestEntity, 'status' | 'imagesUntil' | 'rollbackOf'>,
  revision: Pick<RevisionEntity, 'verdict'>,
  executions: readonly unknown[],
): string | null {
  if (request.rollbackOf !== null) return 'is-rollback';
  if (request.status === 'rolled-back') return 'rolled-back';
  if (executions.length === 0) return 'not-executed';
  if (revision.verdict === 'none') return 'no-plan';
  return request.imagesUntil === null ? 'images-gone' : null;
}
