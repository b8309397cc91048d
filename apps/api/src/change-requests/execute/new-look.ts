// Drift: what was approved is not what would run. The approval is void and the request starts over as a new revision of the same text.
import { Injectable } from '@nestjs/common';
import type { Failure, FailureCode } from '@sluice/contracts';
import { Not, In, type EntityManager } from 'typeorm';
import { ChangeRequestEntity } from '../store/change-request.entity.js';
import { ExecutionEntity } from '../store/execution.entity.js';
import { Filing } from '../store/filing.js';
import { RevisionEntity } from '../store/revision.entity.js';

const voids: readonly FailureCode[] = ['drift', 'approval-void'];

@Injectable()
export class NewLook {
  constructor(private readonly filing: Filing) {}

  /**
   * Does nothing when the failure is of another kind, or when another shard was changed already: then people must look. A rollback
   * that needs nobody's new approval would only fail again the same way, so it fails.
   */
  async ifVoid(manager: EntityManager, requestId: number, failure: Failure): Promise<void> {
    if (!voids.includes(failure.code)) return;
    const request = await manager.findOneByOrFail(ChangeRequestEntity, { id: requestId });
    if (request.rollbackOf !== null && request.onConflict !== 'overwrite') return;
    const revisionId = request.currentRevisionId ?? 0;
    const started = await manager.countBy(ExecutionEntity, { revisionId, status: Not(In(['pending', 'failed'])) });
    if (started > 0) return;
    const { statements, headline, statementCount, reason, expectedRows, checks } = await manager.findOneByOrFail(
      RevisionEntity,
      { id: revisionId },
    );
    const content = { statements, headline, statementCount, reason, expectedRows, checks };
    await this.filing.revise(manager, request, 'void', content, {
      actorId: null,
      action: 'change.approval-voided',
      params: { cause: failure.code },
    });
  }
}
