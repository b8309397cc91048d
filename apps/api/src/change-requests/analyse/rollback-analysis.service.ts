// A rollback is analysed by asking the target which rows changed since Sluice wrote them. Its plan is the original's, undone.
import { Inject, Injectable } from '@nestjs/common';
import type { Analysis } from '@sluice/contracts';
import { planUndo } from '@sluice/rollback';
import { CLOCK, type Clock } from '../../clock/clock.js';
import type { ChangeRequestEntity } from '../store/change-request.entity.js';
import { conflictsHash, UndoableRuns } from '../target/undoable-runs.js';

@Injectable()
export class RollbackAnalysisService {
  constructor(
    private readonly runs: UndoableRuns,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws TargetError */
  async analyse(
    request: ChangeRequestEntity,
    originalId: number,
  ): Promise<Analysis & { readonly conflicts: string | null }> {
    const run = await this.runs.of(originalId);
    const { found, digests } = await this.runs.conflicts(run);
    const asked = request.onConflict ?? 'stop';
    // Nothing to overwrite now: then nothing may be overwritten later either without someone having seen it.
    const onConflict = asked === 'overwrite' && found.total === 0 ? 'stop' : asked;
    const leaveConflicts = onConflict === 'skip' && found.total > 0;
    const statements = run.plan.structure || run.plan.access ? null : await this.runs.preview(run, leaveConflicts);
    return {
      findings: [],
      plan: planUndo({ original: run.plan, requestId: originalId, onConflict }),
      preview: statements === null ? null : { takenAt: this.clock.now().toISOString(), statements },
      conflicts: onConflict === 'overwrite' ? conflictsHash(digests) : null,
    };
  }
}
