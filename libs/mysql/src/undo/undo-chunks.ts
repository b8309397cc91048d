// The undo of a change that ran in chunks, whole or half: chunk by chunk, the last one first. It goes on behind its own last marker.
import { createHash } from 'node:crypto';
import { goesBackInPlace, type ImageSet, type TableFacts } from '@sluice/rollback';
import type { Session } from '../connect/session.js';
import { TargetError } from '../connect/target-error.js';
import { readTableFacts } from '../read/table-facts.js';
import { chunkBefore, listChunks, readChain } from '../run/chunks/chain.js';
import { runLoop, type Step } from '../run/chunks/loop.js';
import { writeMarker, type Progress } from '../run/marker.js';
import type { Transact, Worked } from '../run/transaction.js';
import type { CommittedChunk, RunResult, UndoOrder } from '../types.js';
import { conflictsByChunk, digestOfChunks } from './chunk-conflicts.js';
import { isAsLeft, putOneChunkBack } from './put-chunk-back.js';
import { emptyWorklists } from './worklists.js';

export async function undoChunks(
  session: Session,
  transact: Transact,
  order: UndoOrder,
  sets: readonly ImageSet[],
): Promise<RunResult> {
  const { next, progress } = await readChain(session, order.key.execution, false);
  // The schema is compared in every chunk, so what is read once holds.
  const facts = await readTableFacts(
    session,
    sets.map(({ table }) => table),
  );
  return runLoop(session, transact, order, {
    first: next,
    progress: progress ?? (await begin(session, order, sets, facts)),
    isFresh: progress === null,
    step: (before) => nextStep(session, order, sets, facts, before),
    result: ({ rows }) => [{ statement: 1, rows }],
    mend: () => emptyWorklists(session, sets),
  });
}

/** What stands in the way is told before the first chunk goes back, not in the middle. @throws TargetError `conflicts`, `approval-void`, … */
async function begin(
  session: Session,
  order: UndoOrder,
  sets: readonly ImageSet[],
  facts: readonly TableFacts[],
): Promise<Progress> {
  const { execution } = order.undoes;
  const original = await readChain(session, execution, true);
  if (!original.progress) throw new TargetError({ code: 'marker-missing', params: {} });
  // Whoever still meant to go on with it may not any more.
  if (!original.progress.done)
    await writeMarker(session, { execution, chunk: original.next }, order.contentHash, 'fenced');
  // A look must neither wait for others' locks nor hold any.
  await session.run("SET SESSION transaction_isolation = 'READ-COMMITTED'");
  const seen =
    order.onConflict === 'skip' || (await isAllAsLeft(session, order, sets, facts))
      ? {}
      : await look(session, order, sets);
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

/** A quick look, for `stop`: where it says yes, no chunk has a conflict now. */
async function isAllAsLeft(
  session: Session,
  { undoes, onConflict }: UndoOrder,
  sets: readonly ImageSet[],
  [known]: readonly TableFacts[],
): Promise<boolean> {
  const [set] = sets;
  if (onConflict !== 'stop' || !set || !known || sets.length > 1 || !goesBackInPlace(set, known)) return false;
  for (let after = 0; ;) {
    const chunks = await listChunks(session, undoes.execution, after, 100);
    for (const chunk of chunks) if (!(await isAsLeft(session, set, chunk, false))) return false;
    const last = chunks.at(-1);
    if (!last) return true;
    after = last.number;
  }
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
  facts: readonly TableFacts[],
  before: Progress,
): Promise<Step> {
  const { execution } = order.undoes;
  const number = await chunkBefore(session, execution, before.undid ?? null);
  if (number === null) throw new TargetError({ code: 'marker-missing', params: {} });
  const [chunk] = await listChunks(session, execution, number - 1, 1);
  if (!chunk) throw new TargetError({ code: 'marker-missing', params: {} });
  const done = (await chunkBefore(session, execution, number)) === null;
  return { work: () => workOn(session, order, { sets, facts, chunk }, { ...before, undid: number, done }) };
}

async function workOn(
  session: Session,
  { plan, onConflict, acceptsConflicts }: UndoOrder,
  { sets, facts, chunk }: { sets: readonly ImageSet[]; facts: readonly TableFacts[]; chunk: CommittedChunk },
  after: Progress,
): Promise<Worked> {
  // Under this chunk's locks: what was seen of it, and nothing else.
  const accepted = after.seen?.[String(chunk.number)];
  const accepts = acceptsConflicts && ((digest: string) => digest === (accepted ?? nothing));
  const order = { plan, onConflict, ...(accepts ? { acceptsConflicts: accepts } : {}) };
  const seen = accepted !== undefined;
  const worked = await putOneChunkBack(session, order, sets, { chunk, facts, seen });
  const rows = worked.changed.reduce((sum, each) => sum + each.rows, 0);
  const skipped = after.skipped + worked.skipped;
  return { ...worked, progress: { ...after, rows: after.rows + rows, matched: after.matched + rows, skipped } };
}

/** The digest of no conflict, of one table. */
const nothing = createHash('sha256').update('0\n').digest('hex');
