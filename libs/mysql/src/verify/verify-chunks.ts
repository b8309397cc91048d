// Verification of a change that ran in chunks: chunk by chunk, so that no list on the target is longer than one, and then the whole.
import type { ImageSet } from '@sluice/rollback';
import type { Session } from '../connect/session.js';
import { TargetError } from '../connect/target-error.js';
import { runChecksAlone } from '../run/checks.js';
import { listChunks, readChain } from '../run/chunks/chain.js';
import type { VerifyOrder } from '../types.js';
import { countChanged } from '../undo/changed-rows.js';
import { createWorklists, emptyWorklists, fillWorklists } from '../undo/worklists.js';

const atOnce = 100;

/** @throws TargetError `marker-missing`, `captured-differs`, `images-differ`, `count-differs`, `check-…` */
export async function compareChunks(session: Session, order: VerifyOrder, sets: readonly ImageSet[]): Promise<void> {
  const { execution } = order.key;
  const { progress } = await readChain(session, execution, false);
  if (!progress?.done) throw new TargetError({ code: 'marker-missing', params: {} });
  await createWorklists(session, sets);
  for (let after = 0; ;) {
    const chunks = await listChunks(session, execution, after, atOnce);
    for (const { number, rows } of chunks) await compareChunk(session, sets, number, rows);
    const last = chunks.at(-1);
    if (!last) break;
    after = last.number;
  }
  // Others changed between the chunks which rows match: each one is exact, but together they are not what one statement would have done.
  const { counted = progress.matched, matched } = progress;
  if (matched !== counted)
    throw new TargetError({ code: 'count-differs', params: { expected: counted, actual: matched } });
  await runChecksAlone(session, order.checks, order.plan);
}

async function compareChunk(
  session: Session,
  sets: readonly ImageSet[],
  chunk: number,
  changed: number,
): Promise<void> {
  const own = sets.map((set) => ({ ...set, chunk }));
  await emptyWorklists(session, own);
  await fillWorklists(session, own);
  let kept = 0;
  for (const set of own) {
    kept += await session.count(`SELECT COUNT(*) FROM ${set.names.undo}`);
    const rows = await countChanged(session, set);
    const table = `${set.table.schema}.${set.table.table}`;
    if (rows > 0) throw new TargetError({ code: 'images-differ', params: { table, rows } });
  }
  if (kept !== changed) throw new TargetError({ code: 'captured-differs', params: { captured: kept, changed } });
}
