// Takes back what a change of access gave, and gives back what it took; what others did since stays.
import { accessStatements, expiredStates, sameStates, undoneStates } from '@sluice/acl';
import type { AccountName, AccountState, ConflictChoice } from '@sluice/contracts';
import type { Session } from '../connect/session.js';
import { classifyError } from '../connect/classify-error.js';
import { TargetError } from '../connect/target-error.js';
import type { MarkerKey, RunResult, Target } from '../types.js';
import { withAccessLock } from './access-session.js';
import { readKeptStates } from './kept-states.js';
import { abortAccess } from './lead-back.js';
import { readAccessStates } from './read-access-states.js';

export interface AccessUndoOrder {
  readonly undoes: MarkerKey;
  /** `expire`: takes back only what was given; what was taken stays taken. */
  readonly what: 'everything' | 'expire';
  readonly onConflict: ConflictChoice;
}

/** Never throws for anything the target does. It leads from whatever is there, so it may be run again at any time. */
export async function undoAccess(target: Target, order: AccessUndoOrder): Promise<RunResult> {
  try {
    return await withAccessLock(target, lockSeconds, (session) => undo(session, order));
  } catch (error) {
    const { failure, outcome, retryable } = classifyError(error);
    return { outcome, failure, retryable };
  }
}

const lockSeconds = 5;

async function undo(session: Session, order: AccessUndoOrder): Promise<RunResult> {
  const { before, after } = await requireKept(session, order.undoes);
  const now = await readAccessStates(session, accountsOf(before));
  const { to, conflicts } = undoneStates(order.what === 'expire' ? expiredStates(before, after) : before, after, now);
  if (conflicts.length > 0 && order.onConflict === 'stop') {
    throw new TargetError({ code: 'conflicts', params: { rows: conflicts.length } });
  }
  try {
    for (const sql of accessStatements(now, to)) await session.run(sql);
  } catch (error) {
    await abortAccess(session, now, classifyError(error));
    throw error;
  }
  if (!sameStates(await readAccessStates(session, accountsOf(to)), to)) {
    throw new TargetError({ code: 'access-differs', params: {} }, 'unknown');
  }
  return { outcome: 'effect', changed: [{ statement: 1, rows: 0 }], skipped: conflicts.length };
}

async function requireKept(
  session: Session,
  { execution }: MarkerKey,
): Promise<{ before: readonly AccountState[]; after: readonly AccountState[] }> {
  const kept = await readKeptStates(session, execution);
  if (!kept?.after) throw new TargetError({ code: 'marker-missing', params: {} });
  return { before: kept.before, after: kept.after };
}

function accountsOf(states: readonly AccountState[]): AccountName[] {
  return states.map(({ account }) => account);
}
