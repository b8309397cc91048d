// Puts a change request, and each further revision of it, into the portal database.
import { Inject, Injectable } from '@nestjs/common';
import type { RequestAct } from '@sluice/change';
import type { ChangeKind, Check, ConflictChoice, ExecutionStatus, RequestStatus } from '@sluice/contracts';
import type { EntityManager } from 'typeorm';
import { CLOCK, type Clock } from '../../clock/clock.js';
import { EnvironmentEntity } from '../../targets/environment.entity.js';
import { TargetDatabaseEntity } from '../../targets/target-database.entity.js';
import { ChangeRequestEntity } from './change-request.entity.js';
import { ExecutionEntity } from './execution.entity.js';
import { RevisionEntity } from './revision.entity.js';
import { StateChangedError } from './state-changed-error.js';
import { StatusMoves, type OnRecord } from './status-moves.js';

export interface RevisionContent {
  readonly statements: string;
  readonly headline: string;
  readonly statementCount: number;
  readonly reason: string;
  readonly expectedRows: number | null;
  readonly checks: readonly Check[];
}

export interface NewRequest {
  readonly kind: ChangeKind;
  readonly teamId: number;
  readonly targetDatabaseId: number;
  readonly requesterId: number;
  readonly rollback: { readonly of: number; readonly onConflict: ConflictChoice } | null;
  readonly content: RevisionContent;
}

@Injectable()
export class Filing {
  constructor(
    private readonly moves: StatusMoves,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Inserts the request with its first revision; answers the id. */
  async file(manager: EntityManager, filed: NewRequest): Promise<number> {
    const now = this.clock.now();
    const imagesKeptDays = await keptDays(manager, filed.targetDatabaseId);
    const request = await manager.save(ChangeRequestEntity, {
      kind: filed.kind,
      status: 'submitted' as const,
      version: 0,
      teamId: filed.teamId,
      targetDatabaseId: filed.targetDatabaseId,
      requesterId: filed.requesterId,
      currentRevisionId: null,
      rollbackOf: filed.rollback?.of ?? null,
      onConflict: filed.rollback?.onConflict ?? null,
      nextTryAt: null,
      tries: 0,
      waitsFor: null,
      imagesKeptDays,
      imagesUntil: null,
      createdAt: now,
      updatedAt: now,
    });
    const revisionId = await this.insertRevision(manager, request.id, 1, filed.content, filed.requesterId);
    await manager.update(ChangeRequestEntity, { id: request.id }, { currentRevisionId: revisionId });
    await this.moves.note(manager, request.id, {
      actorId: filed.requesterId,
      action: 'change.submitted',
      params: { revision: 1 },
    });
    return request.id;
  }

  /**
   * A new revision takes the place of the current one, and may be of another kind: approvals of that one no longer count and what was not started never will.
   * @throws StateChangedError when something of it runs, ran or may have run
   */
  async revise(
    manager: EntityManager,
    request: ChangeRequestEntity,
    act: Extract<RequestAct, 'revise' | 'void'>,
    content: RevisionContent & { readonly kind?: ChangeKind },
    record: OnRecord,
  ): Promise<void> {
    const revisionId = request.currentRevisionId ?? 0;
    const { number } = await manager.findOneByOrFail(RevisionEntity, { id: revisionId });
    const { kind = request.kind, ...own } = content;
    const next = await this.insertRevision(manager, request.id, number + 1, own, record.actorId);
    await this.moves.request(manager, {
      id: request.id,
      act,
      from: request.status,
      to: 'submitted',
      revisionId,
      set: { currentRevisionId: next, kind },
      record: { ...record, params: { ...record.params, revision: act === 'revise' ? number + 1 : number } },
    });
    await this.endUnstarted(manager, revisionId, request.status);
  }

  /** Ends the executions of a revision that were not started. @throws StateChangedError when one was, with or without success */
  async endUnstarted(manager: EntityManager, revisionId: number, status: RequestStatus): Promise<void> {
    const executions = await manager.find(ExecutionEntity, { select: { status: true }, where: { revisionId } });
    const over: readonly ExecutionStatus[] = ['pending', 'failed'];
    if (executions.some((execution) => !over.includes(execution.status))) throw new StateChangedError(status);
    await manager.update(
      ExecutionEntity,
      { revisionId, status: 'pending' },
      { status: 'failed', failure: { code: 'approval-void', params: {} }, endedAt: this.clock.now() },
    );
  }

  private async insertRevision(
    manager: EntityManager,
    changeRequestId: number,
    number: number,
    content: RevisionContent,
    createdBy: number | null,
  ): Promise<number> {
    const { id } = await manager.save(RevisionEntity, {
      ...content,
      checks: [...content.checks],
      changeRequestId,
      number,
      findings: [],
      plan: null,
      preview: null,
      conflicts: null,
      verdict: null,
      risk: null,
      matchedRows: null,
      matchedAtLeast: false,
      requirements: null,
      contentHash: null,
      createdBy,
      createdAt: this.clock.now(),
    });
    return id;
  }
}

async function keptDays(manager: EntityManager, targetDatabaseId: number): Promise<number> {
  const { environmentId } = await manager.findOneByOrFail(TargetDatabaseEntity, { id: targetDatabaseId });
  return (await manager.findOneByOrFail(EnvironmentEntity, { id: environmentId })).imagesKeptDays;
}
