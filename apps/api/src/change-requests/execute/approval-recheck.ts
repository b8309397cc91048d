// Right before it runs: is what is stored still what was approved? (Whether the target still is, the run checks under its own locks.)
import { Injectable } from '@nestjs/common';
import { contentHash, isApproved, satisfy } from '@sluice/change';
import type { Failure } from '@sluice/contracts';
import { DataSource } from 'typeorm';
import { TargetDirectory } from '../../targets/target-directory.js';
import { ApprovalEntity } from '../store/approval.entity.js';
import type { ChangeRequestEntity } from '../store/change-request.entity.js';
import { contentOf } from '../store/content-of.js';
import { givenApproval } from '../store/given-approval.js';
import type { RevisionEntity } from '../store/revision.entity.js';
import { sha256 } from '../target/sha256.js';

@Injectable()
export class ApprovalRecheck {
  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: TargetDirectory,
  ) {}

  /** Why it must not run, or null. */
  async refuse(request: ChangeRequestEntity, revision: RevisionEntity): Promise<Failure | null> {
    const approvalVoid: Failure = { code: 'approval-void', params: {} };
    if (revision.plan === null || request.currentRevisionId !== revision.id) return approvalVoid;
    const shards = await this.directory.shards(request.targetDatabaseId);
    const hash = contentHash(contentOf(request, revision, revision.plan, shards), sha256);
    const approvals = await this.dataSource.manager.findBy(ApprovalEntity, {
      revisionId: revision.id,
      decision: 'approve',
    });
    const bound = approvals.filter((approval) => approval.contentHash === hash).map(givenApproval);
    const states = satisfy(revision.requirements ?? [], bound, request.requesterId);
    return hash === revision.contentHash && isApproved(states) ? null : approvalVoid;
  }
}
