import type { ChangeRequestEntity } from './change-request.entity.js';
import type { RevisionEntity } from './revision.entity.js';

/** Until when the row images of a run are kept; null where it left none: it cannot be undone, or is itself an undo. */
export function imagesUntil(
  request: Pick<ChangeRequestEntity, 'rollbackOf' | 'imagesKeptDays'>,
  revision: Pick<RevisionEntity, 'verdict'>,
  ranAt: Date,
): Date | null {
  if (request.rollbackOf !== null || revision.verdict === 'none' || revision.verdict === null) return null;
  return new Date(ranAt.getTime() + request.imagesKeptDays * 86_400_000);
}
