import { countConflicts, markChangedRows, type ImageSet } from '@sluice/rollback';
import type { Session } from '../connect/session.js';

/** Marks in the worklist, and counts, the rows that are not as the change left them. */
export async function countChanged(session: Session, set: ImageSet): Promise<number> {
  for (const sql of markChangedRows(set)) await session.run(sql);
  return session.count(countConflicts(set));
}
