// The undo of one chunk inside its transaction: in place where every row is as it was left, else as any other undo.
import {
  countAsLeft,
  countCameBack,
  countSame,
  goesBackInPlace,
  putChunkBack,
  type ImageSet,
  type TableFacts,
} from '@sluice/rollback';
import type { Session } from '../connect/session.js';
import { TargetError } from '../connect/target-error.js';
import { compareDefinitions, lockDefinitions } from '../run/drift.js';
import { undoSettings } from '../run/settings.js';
import type { Worked } from '../run/transaction.js';
import type { CommittedChunk, UndoOrder } from '../types.js';
import { putAllBack } from './put-all-back.js';

/** `seen`: somebody agreed to conflicts of this chunk, so they are looked at. @throws TargetError */
export async function putOneChunkBack(
  session: Session,
  order: Pick<UndoOrder, 'plan' | 'onConflict' | 'acceptsConflicts'>,
  sets: readonly ImageSet[],
  { chunk, facts, seen }: { chunk: CommittedChunk; facts: readonly TableFacts[]; seen: boolean },
): Promise<Worked> {
  const [set] = sets;
  const [known] = facts;
  if (set && known && !seen && sets.length === 1 && goesBackInPlace(set, known)) {
    await undoSettings(session);
    await lockDefinitions(session, [set.table]);
    if (await isAsLeft(session, set, chunk, true)) return putInPlace(session, set, chunk);
  }
  const own = sets.map((each) => ({ ...each, chunk: chunk.number }));
  return putAllBack(session, order, own);
}

/** Every row that the chunk left is there in every byte; every row that it deleted is gone. */
export async function isAsLeft(
  session: Session,
  set: ImageSet,
  { number, rows }: CommittedChunk,
  locking: boolean,
): Promise<boolean> {
  if (set.hasAfter) return (await session.count(countAsLeft(set, number, locking))) === rows;
  return (await session.count(countCameBack(set, number, locking))) === 0;
}

async function putInPlace(session: Session, set: ImageSet, { number, rows }: CommittedChunk): Promise<Worked> {
  const { table, names } = set;
  await compareDefinitions(session, [table]);
  await session.run(putChunkBack(set, number));
  // Inside the transaction, every byte, generated columns too.
  const same = await session.count(countSame(table, number, names.before));
  if (same !== rows)
    throw new TargetError({
      code: 'undo-differs',
      params: { table: `${table.schema}.${table.table}`, rows: Math.abs(rows - same) },
    });
  return { changed: [{ statement: 1, rows }], skipped: 0 };
}
