// The only place where a status is written. Each move is a compare-and-set that names the old state (and, for an execution, the
// fencing token), and commits or vanishes together with its audit entry and its live event.
import { Inject, Injectable } from '@nestjs/common';
import { deriveRequestStatus, mayMoveExecution, mayMoveRequest, type RequestAct } from '@sluice/change';
import type { AuditAction, CodeParams, ExecutionStatus, RequestStatus } from '@sluice/contracts';
import type { EntityManager } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import { AuditLog } from '../../audit/audit-log.js';
import { CLOCK, type Clock } from '../../clock/clock.js';
import { LiveEvents } from '../../live/live-events.js';
import { ChangeRequestEntity } from './change-request.entity.js';
import { ExecutionEntity } from './execution.entity.js';
import { StateChangedError } from './state-changed-error.js';

/** Who did it and what is put on record; no actor: Sluice itself. */
export interface OnRecord {
  readonly actorId: number | null;
  readonly action: AuditAction;
  readonly params: CodeParams;
}

export interface RequestMove {
  readonly id: number;
  readonly act: RequestAct;
  readonly from: RequestStatus;
  readonly to: RequestStatus;
  /** The move holds only while this is still the current revision. */
  readonly revisionId: number;
  readonly set?: QueryDeepPartialEntity<ChangeRequestEntity>;
  readonly record: OnRecord;
}

export interface ExecutionMove {
  readonly id: number;
  readonly from: ExecutionStatus;
  readonly to: ExecutionStatus;
  readonly fencingToken: number;
  readonly set?: QueryDeepPartialEntity<ExecutionEntity>;
  readonly record: OnRecord;
}

@Injectable()
export class StatusMoves {
  constructor(
    private readonly audit: AuditLog,
    private readonly live: LiveEvents,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws StateChangedError when the request is not in `from` (or has another revision) any more */
  async request(manager: EntityManager, move: RequestMove): Promise<void> {
    if (!mayMoveRequest(move.act, move.from, move.to)) {
      throw new Error(`no way from ${move.from} to ${move.to} by ${move.act}`);
    }
    const done = await manager
      .createQueryBuilder()
      .update(ChangeRequestEntity)
      .set({
        nextTryAt: null,
        tries: 0,
        ...move.set,
        status: move.to,
        version: () => 'version + 1',
        updatedAt: this.clock.now(),
      })
      .where('id = :id AND status = :from AND current_revision_id = :revisionId', move)
      .execute();
    const request = await manager.findOneBy(ChangeRequestEntity, { id: move.id });
    if (done.affected !== 1 || request === null) throw new StateChangedError(request?.status ?? 'gone');
    await this.announce(manager, request, move.record);
  }

  /**
   * Moves an execution, and its request to what follows from all executions of the revision.
   * @throws StateChangedError when it is not in `from` any more, or a later claim has another fencing token
   */
  async execution(manager: EntityManager, move: ExecutionMove): Promise<void> {
    if (!mayMoveExecution(move.from, move.to)) throw new Error(`no way from ${move.from} to ${move.to}`);
    const request = await this.lockRequestOf(manager, move.id);
    const done = await manager
      .createQueryBuilder()
      .update(ExecutionEntity)
      .set({ ...move.set, status: move.to })
      .where('id = :id AND status = :from AND fencing_token = :fencingToken', move)
      .execute();
    if (done.affected !== 1) throw new StateChangedError('lease-lost');
    await this.follow(manager, request);
    await this.announce(manager, request, move.record);
  }

  /** Locks the request first, then its executions: one order for everyone, so that moves never deadlock. */
  async lockRequestOf(manager: EntityManager, executionId: number): Promise<ChangeRequestEntity> {
    const { changeRequestId } = await manager.findOneByOrFail(ExecutionEntity, { id: executionId });
    return manager.findOneOrFail(ChangeRequestEntity, {
      where: { id: changeRequestId },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** Puts an act on record that moves no status but changes what the page shows (an approval that is not the last one). */
  async note(manager: EntityManager, requestId: number, record: OnRecord): Promise<void> {
    await manager.increment(ChangeRequestEntity, { id: requestId }, 'version', 1);
    const request = await manager.findOneByOrFail(ChangeRequestEntity, { id: requestId });
    await this.announce(manager, request, record);
  }

  /** The page shows something new, but nobody acted and no status moved: a finding about a target that is down. */
  async touch(manager: EntityManager, requestId: number): Promise<void> {
    await manager.increment(ChangeRequestEntity, { id: requestId }, 'version', 1);
    await this.tell(manager, await manager.findOneByOrFail(ChangeRequestEntity, { id: requestId }));
  }

  private async follow(manager: EntityManager, request: ChangeRequestEntity): Promise<void> {
    const executions = await manager.find(ExecutionEntity, {
      select: { status: true },
      where: { changeRequestId: request.id, revisionId: request.currentRevisionId ?? 0 },
    });
    const derived = deriveRequestStatus(executions.map((execution) => execution.status));
    // Row images outlive the status: what was closed or rolled back stays so when a verification is tried again.
    const settled = request.status === 'closed' || request.status === 'rolled-back';
    const to = settled ? request.status : derived;
    const acts = ['run', 'settle', 'continue', 'verify'] as const;
    if (to !== request.status && !acts.some((act) => mayMoveRequest(act, request.status, to))) {
      throw new StateChangedError(request.status);
    }
    await manager.update(
      ChangeRequestEntity,
      { id: request.id },
      { status: to, version: request.version + 1, updatedAt: this.clock.now() },
    );
    request.status = to;
    request.version += 1;
  }

  private async announce(manager: EntityManager, request: ChangeRequestEntity, record: OnRecord): Promise<void> {
    await this.audit.record(manager, { ...record, subject: { type: 'change-request', id: request.id } });
    await this.tell(manager, request);
  }

  private async tell(manager: EntityManager, request: ChangeRequestEntity): Promise<void> {
    const { id, version, teamId } = request;
    await this.live.record(manager, { subject: 'change-request', subjectId: id, version, teamId });
  }
}
