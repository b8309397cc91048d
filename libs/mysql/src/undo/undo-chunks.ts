// The undo of a change that ran in chunks, whole or half: chunk by chunk, the last one first. It goes on behind its own last marker.
import { createHash } from 'node:crypto';
import type { ImageSet } from '@sluice/rollback';
import type { Session } from '../connect/session.js';
import { TargetError } from '../connect/target-error.js';
import { chunkBefore, readChain } from '../run/chunks/chain.js';
import { runLoop, type Step } from '../run/chunks/loop.js';
import { writeMarker, type Progress } from '../run/marker.js';
import type { Transact, Worked } from '../run/transaction.js';
import type { RunResult, UndoOrder } from '../types.js';
import { conflictsByChunk, digestOfChunks } from './chunk-conflicts.js';
import { putAllBack } from './put-all-back.js';
import { emptyWorklists } from './worklists.js';

export async function undoChunks(
  session: Session,
  transact: Transact,
  order: UndoOrder,
  sets: readonly ImageSet[],
): Promise<RunResult> {
  const { next, progress } = await readChain(session, order.key.execution, false);
  return runLoop(session, transact, order, {
    first: next,
    progress: progress ?? (await begin(session, order, sets)),
    isFresh: progress === null,
    step: (before) => nextStep(session, order, sets, before),
    result: ({ rows }) => [{ statement: 1, rows }],
    mend: () => emptyWorklists(session, sets),
  });
}

/** What stands in the way is told before the first chunk goes back, not in the middle. @throws TargetError `conflicts`, `approval-void`, … */
async function begin(session: Session, order: UndoOrder, sets: readonly ImageSet[]): Promise<Progress> {
  const { execution } = order.undoes;
  const original = await readChain(session, execution, true);
  if (!original.progress) throw new TargetError({ code: 'marker-missing', params: {} });
  // Whoever still meant to go on with it may not any more.
  if (!original.progress.done)
    await writeMarker(session, { execution, chunk: original.next }, order.contentHash, 'fenced');
  // A look must neither wait for others' locks nor hold any.
  await session.run("SET SESSION transaction_isolation = 'READ-COMMITTED'");
  const seen = order.onConflict === 'skip' ? {} : await look(session, order, sets);
  await session.run("SET SESSION transaction_isolation = 'REPEATABLE-READ'");
  return {
    now: original.progress.now,
    counted: original.progress.rows,
    seen,
    rows: 0,
    matched: 0,
    skipped: 0,
    done: false,
  };
}

async function look(
  session: Session,
  { undoes, onConflict, acceptsConflicts }: UndoOrder,
  sets: readonly ImageSet[],
): Promise<Record<string, string>> {
  const seen: Record<string, string> = {};
  let rows = 0;
  for await (const { chunk, conflicts, digest } of conflictsByChunk(session, undoes.execution, sets)) {
    rows += conflicts;
    if (conflicts > 0) seen[String(chunk)] = await digest();
  }
  if (onConflict === 'stop' && rows > 0) throw new TargetError({ code: 'conflicts', params: { rows } });
  if (onConflict === 'overwrite' && acceptsConflicts && !acceptsConflicts(digestOfChunks(seen)))
    throw new TargetError({ code: 'approval-void', params: {} });
  return seen;
}

async function nextStep(
  session: Session,
  order: UndoOrder,
  sets: readonly ImageSet[],
  before: Progress,
): Promise<Step> {
  const { execution } = order.undoes;
  const chunk = await chunkBefore(session, execution, before.undid ?? null);
  if (chunk === null) throw new TargetError({ code: 'marker-missing', params: {} });
  const done = (await chunkBefore(session, execution, chunk)) === null;
  return { work: () => workOn(session, order, sets, { ...before, undid: chunk, done }) };
}

async function workOn(
  session: Session,
  { plan, onConflict, acceptsConflicts }: UndoOrder,
  sets: readonly ImageSet[],
  after: Progress & { readonly undid: number },
): Promise<Worked> {
  // Under this chunk's locks: what was seen of it, and nothing else.
  const accepted = after.seen?.[String(after.undid)] ?? nothing;
  const accepts = acceptsConflicts && ((digest: string) => digest === accepted);
  const own = sets.map((set) => ({ ...set, chunk: after.undid }));
  const worked = await putAllBack(
    session,
    { plan, onConflict, ...(accepts ? { acceptsConflicts: accepts } : {}) },
    own,
  );
  const rows = worked.changed.reduce((sum, each) => sum + each.rows, 0);
  const skipped = after.skipped + worked.skipped;
  return { ...worked, progress: { ...after, rows: after.rows + rows, matched: after.matched + rows, skipped } };
}

/** The digest of no conflict, of one table. */
const nothing = createHash('sha256').update('0\n').digest('hex');
