// The tables of one execution: image tables by DDL (kept), keys and stage as temporary ones (end with the session).
import { createImageTable, createKeysTable, imageSets, isByContent, type ImageSet } from '@sluice/rollback';
import type { RollbackPlan } from '@sluice/contracts';
import type { Session } from '../connect/session.js';

/** An attempt after a first one finds them empty: their rows went with its transaction. */
export async function createImages(session: Session, plan: RollbackPlan, execution: string): Promise<ImageSet[]> {
  const sets = imageSets(plan, execution);
  for (const { table, names, hasBefore, hasAfter, lookups } of sets) {
    if (hasBefore) await session.run(createImageTable(table, names.before, lookups));
    if (hasAfter) await session.run(createImageTable(table, names.after, lookups));
    if (!isByContent(table)) await session.run(createKeysTable(table, names));
  }
  return sets;
}
