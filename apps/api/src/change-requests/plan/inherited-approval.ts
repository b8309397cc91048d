// The approval of a change covers the rollback that was shown with it, as long as nothing of others is overwritten: such a
// rollback takes over the approvals of its original and waits for nobody.
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CLOCK, type Clock } from '../../clock/clock.js';
import { ApprovalEntity } from '../store/approval.entity.js';
import { Approving } from '../store/approving.js';
import { ChangeRequestEntity } from '../store/change-request.entity.js';
import { RevisionEntity } from '../store/revision.entity.js';

@Injectable()
export class InheritedApproval {
  constructor(
    private readonly approving: Approving,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Does nothing for a request that is no rollback, and for a rollback that overwrites. */
  async give(manager: EntityManager, request: ChangeRequestEntity, revision: RevisionEntity): Promise<void> {
    const undoes = revision.plan?.undoes ?? null;
    if (undoes === null || undoes.onConflict === 'overwrite' || revision.contentHash === null) return;
    const original = await manager.findOneByOrFail(ChangeRequestEntity, { id: undoes.requestId });
    const { id: approvedId, requirements } = await manager.findOneByOrFail(RevisionEntity, {
      id: original.currentRevisionId ?? 0,
    });
    const approvals = await manager.findBy(ApprovalEntity, { revisionId: approvedId, decision: 'approve' });
    if (approvals.length === 0) return;
    const { contentHash } = revision;
    await manager.insert(
      ApprovalEntity,
      approvals.map(({ id, accountId, roles }) => ({
        revisionId: revision.id,
        accountId,
        decision: 'approve' as const,
        contentHash,
        roles,
        comment: '',
        inheritedFrom: id,
        createdAt: this.clock.now(),
      })),
    );
    // What those people were asked for then is what holds: the rollback was a part of it.
    await manager.update(RevisionEntity, { id: revision.id }, { requirements });
    await this.approving.approve(manager, request, revision, null);
  }
}
