// A rollback is analysed by asking the target which rows changed since Sluice wrote them. Its plan is the original's, undone.
import { Injectable } from '@nestjs/common';
import { canonical } from '@sluice/change';
import { planUndo } from '@sluice/rollback';
import type { ChangeRequestEntity } from '../store/change-request.entity.js';
import { sha256 } from '../target/sha256.js';
import { UndoableRuns } from '../target/undoable-runs.js';
import type { Analysis } from './analysis.service.js';

@Injectable()
export class RollbackAnalysisService {
  constructor(private readonly runs: UndoableRuns) {}

  /** @throws TargetError */
  async analyse(
    request: ChangeRequestEntity,
    originalId: number,
  ): Promise<Analysis & { readonly conflicts: string | null }> {
    const run = await this.runs.of(originalId);
    const found = await this.runs.conflicts(run);
    const asked = request.onConflict ?? 'stop';
    // Nothing to overwrite now: then nothing may be overwritten later either without someone having seen it.
    const onConflict = asked === 'overwrite' && found.total === 0 ? 'stop' : asked;
    return {
      findings: [],
      plan: planUndo({ original: run.plan, requestId: originalId, onConflict }),
      preview: null,
      conflicts: onConflict === 'overwrite' ? sha256(canonical(found)) : null,
    };
  }
}
