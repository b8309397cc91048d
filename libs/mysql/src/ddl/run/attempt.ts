// One attempt at a structure change or at its undo: connection, name, marker, work. Each ends as a result, never as an error.
import type { RollbackPlan, Structure } from '@sluice/contracts';
import { classifyError } from '../../connect/classify-error.js';
import { openSession, type Session } from '../../connect/session.js';
import { Stopper } from '../../connect/stopper.js';
import { TargetError } from '../../connect/target-error.js';
import { withSluiceSchema } from '../../setup/sluice-schema.js';
import type { Limits, MarkerKey, RunResult, Target } from '../../types.js';
import { beginMarker, removeMarker, setMarker, takeName, takeSchema } from './structure-marker.js';

interface Attempt {
  readonly key: MarkerKey;
  readonly contentHash: string;
  readonly limits?: Limits | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Before anything is written. */
  check(session: Session): Promise<void>;
  /** Where it throws, `takeBack` makes of it as if it had not begun. */
  work(session: Session): Promise<void>;
  takeBack(session: Session): Promise<boolean>;
}

/** Copying a large table takes its time. */
const statementSeconds = 4 * 3_600;

export async function attemptStructure(target: Target, attempt: Attempt): Promise<RunResult> {
  let session: Session | undefined;
  let stopper: Stopper | undefined;
  try {
    session = await openSession(target);
    stopper = new Stopper(session, attempt.limits?.statementSeconds ?? statementSeconds, attempt.signal);
    await workOn(session, stopper, attempt);
    return { outcome: 'effect', changed: [], skipped: 0 };
  } catch (error) {
    const { failure, outcome, retryable } = classifyError(error);
    return { outcome, failure, retryable };
  } finally {
    stopper?.end();
    await session?.close();
  }
}

async function workOn(session: Session, stopper: Stopper, attempt: Attempt): Promise<void> {
  const { key, contentHash } = attempt;
  if (!(await takeName(session, key, 0))) throw inDoubt({ code: 'marker-locked', params: {} });
  await takeSchema(session, session.target.schema ?? '');
  await withSluiceSchema(session, () => attempt.check(session));
  await withSluiceSchema(session, () => beginMarker(session, key, contentHash, 'begun'));
  try {
    await attempt.work(session);
  } catch (error) {
    const why = classifyError(error);
    if (why.outcome === 'unknown') throw why;
    stopper.beginAbort();
    // What cannot be taken back is for `settleStructure` to look at.
    if (!(await takenBack(session, attempt))) throw inDoubt(why.failure);
    await removeMarker(session, key);
    throw why;
  }
  await setMarker(session, key, 'run');
}

async function takenBack(session: Session, attempt: Attempt): Promise<boolean> {
  try {
    return await attempt.takeBack(session);
  } catch (error) {
    classifyError(error);
    return false;
  }
}

function inDoubt(failure: TargetError['failure']): TargetError {
  return new TargetError(failure, 'unknown');
}

/** @throws TargetError `not-runnable` where the plan has no structure */
export function structureOf({ structure, runnable }: RollbackPlan): Structure {
  if (structure === undefined || !runnable) throw new TargetError({ code: 'not-runnable', params: {} });
  return structure;
}
