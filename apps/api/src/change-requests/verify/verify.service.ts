// Stage `verify`: a new connection that knows only plan and images says whether the target is as the plan said. A failure stays visible
// until someone asks for another try.
import { Injectable } from '@nestjs/common';
import { stageAgainAfter } from '@sluice/change';
import type { ChangeKind } from '@sluice/contracts';
import {
  verifyAccess,
  verifyAccessUndone,
  verifyChange,
  verifyStructure,
  verifyUndo,
  type VerifyResult,
} from '@sluice/mysql';
import { DataSource } from 'typeorm';
import { Transactions } from '../../database/transactions.js';
import { TargetDirectory } from '../../targets/target-directory.js';
import type { StageOutcome, StageWork } from '../stages.js';
import { ChangeRequestEntity } from '../store/change-request.entity.js';
import { later, untilAsked } from '../store/due.js';
import { ExecutionClaims, released } from '../store/execution-claims.js';
import { ExecutionEntity } from '../store/execution.entity.js';
import { RevisionEntity } from '../store/revision.entity.js';
import { StatusMoves } from '../store/status-moves.js';
import { targetFailure } from '../target/target-failure.js';
import { UndoableRuns } from '../target/undoable-runs.js';

@Injectable()
export class VerifyService implements StageWork {
  private readonly verifications: Record<
    ChangeKind,
    (request: ChangeRequestEntity, execution: ExecutionEntity) => Promise<VerifyResult>
  > = {
    dml: (request, execution) => this.verifyDml(request, execution),
    ddl: (request, execution) => this.verifyDdl(request, execution),
    acl: (request, execution) => this.verifyAcl(request, execution),
  };

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly claims: ExecutionClaims,
    private readonly moves: StatusMoves,
    private readonly directory: TargetDirectory,
    private readonly undoable: UndoableRuns,
  ) {}

  async work(id: number): Promise<StageOutcome> {
    const execution = await this.transactions.run((manager) =>
      this.claims.claim(manager, id, ['executed', 'verification-failed']),
    );
    if (execution === null) return 'waits';
    const request = await this.dataSource.manager.findOneByOrFail(ChangeRequestEntity, {
      id: execution.changeRequestId,
    });
    const result = await this.verify(request, execution);
    if (result.verdict === 'unknown') {
      const asked = execution.asked + 1;
      await this.transactions.run(async (manager) => {
        const { failure } = result;
        await this.claims.putOff(manager, execution, later(stageAgainAfter(asked)), { asked, failure });
        await this.moves.touch(manager, request.id);
      });
      return 'waits';
    }
    await this.keep(execution, result);
    return 'moved';
  }

  private async verify(request: ChangeRequestEntity, execution: ExecutionEntity): Promise<VerifyResult> {
    try {
      return await this.verifications[request.kind](request, execution);
    } catch (error) {
      const failure = targetFailure(error);
      if (failure === undefined) throw error;
      return { verdict: 'unknown', failure };
    }
  }

  private async verifyDml(request: ChangeRequestEntity, execution: ExecutionEntity): Promise<VerifyResult> {
    const { plan, checks } = await this.dataSource.manager.findOneByOrFail(RevisionEntity, {
      id: execution.revisionId,
    });
    if (plan === null) throw new Error('an executed revision has a plan');
    const target = await this.directory.connectionOptions(execution.shardId, 'executor');
    const key = { execution: execution.markerKey, chunk: 0 };
    if (request.rollbackOf === null) return verifyChange(target, { key, plan, checks });
    const run = await this.undoable.of(request.rollbackOf);
    const original = run.executions.find((each) => each.shardId === execution.shardId);
    if (original === undefined) return { verdict: 'failed', failure: { code: 'marker-missing', params: {} } };
    return verifyUndo(target, { key, plan: run.plan, checks, undoes: { execution: original.markerKey, chunk: 0 } });
  }

  private async verifyDdl(request: ChangeRequestEntity, execution: ExecutionEntity): Promise<VerifyResult> {
    const { manager } = this.dataSource;
    const { plan } = await manager.findOneByOrFail(RevisionEntity, { id: execution.revisionId });
    if (plan === null) throw new Error('an executed revision has a plan');
    const target = await this.directory.connectionOptions(execution.shardId, 'executor');
    const key = { execution: execution.markerKey, chunk: 0 };
    return verifyStructure(target, { key, plan, undoes: await this.undoable.keyOf(request, execution) });
  }

  private async verifyAcl(request: ChangeRequestEntity, execution: ExecutionEntity): Promise<VerifyResult> {
    const target = await this.directory.connectionOptions(execution.shardId, 'grantor');
    const undoes = await this.undoable.keyOf(request, execution);
    return undoes === null
      ? verifyAccess(target, { execution: execution.markerKey, chunk: 0 })
      : verifyAccessUndone(target, undoes);
  }

  private async keep(execution: ExecutionEntity, result: Exclude<VerifyResult, { verdict: 'unknown' }>): Promise<void> {
    const { id, status, fencingToken } = execution;
    const failure = result.verdict === 'failed' ? result.failure : null;
    if (failure !== null && status === 'verification-failed') {
      await this.transactions.run(async (manager) => {
        await this.claims.putOff(manager, execution, untilAsked, { failure });
        await this.moves.note(manager, execution.changeRequestId, {
          actorId: null,
          action: 'change.verification-failed',
          params: { execution: id, failure: failure.code },
        });
      });
      return;
    }
    await this.transactions.run((manager) =>
      this.moves.execution(manager, {
        id,
        from: status,
        to: failure === null ? 'verified' : 'verification-failed',
        fencingToken,
        set: {
          ...released,
          failure,
          asked: 0,
          nextTryAt: failure === null ? null : untilAsked,
        },
        record:
          failure === null
            ? { actorId: null, action: 'change.verified', params: { execution: id } }
            : {
                actorId: null,
                action: 'change.verification-failed',
                params: { execution: id, failure: failure.code },
              },
      }),
    );
  }
}
