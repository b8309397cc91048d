// Marking what stands in the way of an undo, and telling it apart from anything else by a digest.
import { createHash } from 'node:crypto';
import { hashConflicts, markChangedRows, markObstacles, type ImageSet } from '@sluice/rollback';
import type { Session } from '../connect/session.js';
import { readTableFacts } from '../read/table-facts.js';

/** Of the rows that are marked in the worklists. `locking` as `hashConflicts` takes it. */
export async function digestConflicts(session: Session, sets: readonly ImageSet[], locking: boolean): Promise<string> {
  const digest = createHash('sha256');
  for (const [i, set] of sets.entries()) {
    digest.update(`${String(i)}\n`);
    for await (const [hash] of session.stream(hashConflicts(set, locking))) digest.update(`${hash ?? ''}\n`);
  }
  return digest.digest('hex');
}

/** In the worklists: every row that is not as the change left it, or that something stands in the way of. */
export async function markConflicts(session: Session, sets: readonly ImageSet[]): Promise<void> {
  const facts = await readTableFacts(
    session,
    sets.map(({ table }) => table),
  );
  for (const [i, set] of sets.entries()) {
    const known = facts[i];
    for (const sql of [...markChangedRows(set), ...(known ? markObstacles(set, known, sets) : [])])
      await session.run(sql);
  }
}
