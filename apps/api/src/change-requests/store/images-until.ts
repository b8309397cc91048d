import type { ChangeRequestEntity } from './change-request.entity.js';
import type { RevisionEntity } from './revision.entity.js';

const retentionDays = 7;

/** Until when the row images of a run are kept; null where it left none: it cannot be undone, or is itself an undo. */
export function imagesUntil(
  request: Pick<ChangeRequestEntity, 'rollbackOf'>,
  revision: Pick<RevisionEntity, 'verdict'>,
  ranAt: Date,
): Date | null {
  if (request.rollbackOf !== null || revision.verdict === 'none' || revision.verdict === null) return null;
  return new Date(ranAt.getTime() + retentionDays * 86_400_000);
}
