// The undo of a change, in one transaction or chunk by chunk, each under a marker of its own.
import { imageSets } from '@sluice/rollback';
import type { Session } from '../connect/session.js';
import { attemptOn, attemptOnce } from '../run/transaction.js';
import type { RunResult, Target, UndoOrder } from '../types.js';
import { putAllBack } from './put-all-back.js';
import { undoChunks } from './undo-chunks.js';
import { createWorklists } from './worklists.js';

/** One attempt, whole or chunk by chunk as it was run. `stop`: any conflict ends it; `skip`: conflicting rows stay; `overwrite`: they go back too, except where something else stands in the way. */
export async function undoChange(target: Target, order: UndoOrder): Promise<RunResult> {
  const sets = imageSets(order.plan, order.undoes.execution);
  if (sets.length === 0) {
    return { outcome: 'no-effect', failure: { code: 'not-runnable', params: {} }, retryable: false };
  }
  const attempt = { ...order, mayRetry: true, prepare: (session: Session) => createWorklists(session, sets) };
  if (order.plan.run?.cut)
    return attemptOn(target, attempt, (session, transact) => undoChunks(session, transact, order, sets));
  return attemptOnce(target, { ...attempt, work: (session) => putAllBack(session, order, sets) });
}
