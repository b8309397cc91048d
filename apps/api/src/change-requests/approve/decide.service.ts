// Stage `approve`: one person's decision about exactly what that person saw.
import { Inject, Injectable } from '@nestjs/common';
import { isApproved, satisfy } from '@sluice/change';
import type { Decide } from '@sluice/contracts';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../access/actor.js';
import { authorizeSeen } from '../../access/can.js';
import { CLOCK, type Clock } from '../../clock/clock.js';
import { Transactions } from '../../database/transactions.js';
import { ProblemError } from '../../http/problem-error.js';
import { Nudge } from '../../queue/nudge.js';
import { ApprovalEntity } from '../store/approval.entity.js';
import { Approving } from '../store/approving.js';
import { ChangeRequestEntity } from '../store/change-request.entity.js';
import { givenApproval } from '../store/given-approval.js';
import { RevisionEntity } from '../store/revision.entity.js';
import { rolesIn } from '../store/roles-in.js';
import { StateChangedError } from '../store/state-changed-error.js';
import { StatusMoves } from '../store/status-moves.js';

@Injectable()
export class DecideService {
  constructor(
    private readonly transactions: Transactions,
    private readonly moves: StatusMoves,
    private readonly approving: Approving,
    private readonly nudge: Nudge,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws ProblemError `not-allowed`, `own-request`, `approval-stale`; StateChangedError when it waits for nobody (any more) */
  async decide(actor: Actor, id: number, decision: Decide): Promise<void> {
    const approved = await this.transactions.run((manager) => this.decideIn(manager, actor, id, decision));
    if (approved) await this.nudge.poke('dispatch', id);
  }

  private async decideIn(manager: EntityManager, actor: Actor, id: number, decision: Decide): Promise<boolean> {
    const request = await manager.findOne(ChangeRequestEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (request === null) throw new ProblemError('not-found');
    authorizeSeen(actor, 'change-request.read', `change-request.${decision.decision}`, request);
    const revision = await manager.findOneByOrFail(RevisionEntity, { id: request.currentRevisionId ?? 0 });
    if (revision.id !== decision.revisionId || revision.contentHash !== decision.contentHash) {
      throw new ProblemError('approval-stale');
    }
    const approvals = await manager.findBy(ApprovalEntity, { revisionId: revision.id });
    const own = approvals.find((approval) => approval.accountId === actor.accountId);
    // The second click of a double click: it was counted already.
    if (own !== undefined && own.decision === decision.decision) return false;
    if (own !== undefined || request.status !== 'planned') throw new StateChangedError(request.status);
    if (decision.decision === 'approve' && revision.requirements === null) throw new StateChangedError(request.status);
    const approval = await this.insert(manager, actor, request, decision);
    return decision.decision === 'approve'
      ? this.approve(manager, actor, request, revision, [...approvals, approval])
      : this.reject(manager, actor, request, revision);
  }

  private insert(
    manager: EntityManager,
    actor: Actor,
    request: ChangeRequestEntity,
    { revisionId, contentHash, decision, comment }: Decide,
  ): Promise<ApprovalEntity> {
    return manager.save(
      ApprovalEntity,
      manager.create(ApprovalEntity, {
        revisionId,
        accountId: actor.accountId,
        decision,
        contentHash,
        roles: rolesIn(actor, request.teamId),
        comment,
        inheritedFrom: null,
        createdAt: this.clock.now(),
      }),
    );
  }

  /** True when nobody else needs to agree. */
  private async approve(
    manager: EntityManager,
    actor: Actor,
    request: ChangeRequestEntity,
    revision: RevisionEntity,
    approvals: readonly ApprovalEntity[],
  ): Promise<boolean> {
    const given = approvals.filter((approval) => approval.decision === 'approve').map(givenApproval);
    const states = satisfy(revision.requirements ?? [], given, request.requesterId);
    if (isApproved(states)) {
      await this.approving.approve(manager, request, revision, actor.accountId);
      return true;
    }
    const open = states.filter((state) => state.satisfiedBy === null).flatMap((state) => state.roles);
    await manager.update(ChangeRequestEntity, { id: request.id }, { waitsFor: [...new Set(open)] });
    const { number, contentHash } = revision;
    await this.moves.note(manager, request.id, {
      actorId: actor.accountId,
      action: 'change.approved',
      params: { revision: number, contentHash },
    });
    return false;
  }

  private async reject(
    manager: EntityManager,
    actor: Actor,
    request: ChangeRequestEntity,
    { id: revisionId, number, contentHash }: RevisionEntity,
  ): Promise<boolean> {
    await this.moves.request(manager, {
      id: request.id,
      act: 'reject',
      from: 'planned',
      to: 'rejected',
      revisionId,
      record: {
        actorId: actor.accountId,
        action: 'change.rejected',
        params: { revision: number, contentHash },
      },
    });
    return false;
  }
}
