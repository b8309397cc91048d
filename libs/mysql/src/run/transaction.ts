// One attempt: connection, image tables, BEGIN, marker, work, COMMIT. Any error before COMMIT: explicit ROLLBACK (after 1213 the next statement
// would autocommit; after 1205 COMMIT would keep half). An error of COMMIT itself, or a lost connection: only the marker can tell.
import { openSession, type Session } from '../connect/session.js';
import { classifyError } from '../connect/classify-error.js';
import { Stopper } from '../connect/stopper.js';
import { TargetError } from '../connect/target-error.js';
import { withSluiceSchema } from '../setup/sluice-schema.js';
import type { ChangedRows, Limits, MarkerKey, RunResult, Target } from '../types.js';
import { completeMarker, writeMarker } from './marker.js';
import { fixSession } from './settings.js';

interface Attempt {
  readonly key: MarkerKey;
  readonly contentHash: string;
  readonly limits?: Limits | undefined;
  readonly signal?: AbortSignal | undefined;
  /** False: what it does outside its own rows is not known, so a second attempt could do that twice. */
  readonly mayRetry: boolean;
  /** DDL and temporary tables, outside the transaction. */
  prepare(session: Session): Promise<void>;
  work(session: Session): Promise<Worked>;
}

export interface Worked {
  readonly changed: readonly ChangedRows[];
  readonly skipped: number;
}

/** Never throws for anything the target does. */
export async function attemptOnce(target: Target, attempt: Attempt): Promise<RunResult> {
  let session: Session | undefined;
  let stopper: Stopper | undefined;
  try {
    session = await openSession(target);
    stopper = new Stopper(session, attempt.limits?.statementSeconds ?? 60, attempt.signal);
    await fixSession(session, attempt.limits?.lockWaitSeconds ?? 5);
    const opened = session;
    await withSluiceSchema(opened, () => attempt.prepare(opened));
    return { outcome: 'effect', ...(await transact(opened, stopper, attempt)) };
  } catch (error) {
    const { failure, outcome, retryable } = classifyError(error);
    return { outcome, failure, retryable: retryable && attempt.mayRetry };
  } finally {
    stopper?.end();
    await session?.close();
  }
}

async function transact(session: Session, stopper: Stopper, attempt: Attempt): Promise<Worked> {
  const { key, contentHash } = attempt;
  let worked: Worked;
  try {
    await withSluiceSchema(session, async () => {
      await session.run('BEGIN');
      await writeMarker(session, key, contentHash, 'run');
    });
    worked = await attempt.work(session);
    await completeMarker(session, key, worked.changed, worked.skipped);
    stopper.beginCommit();
  } catch (error) {
    stopper.beginAbort();
    await abort(session, classifyError(error));
    throw error;
  }
  await commit(session);
  return worked;
}

/** A refused ROLLBACK leaves the transaction to the end of the session. */
async function abort(session: Session, why: TargetError): Promise<void> {
  if (why.failure.code === 'connection-lost') return;
  try {
    await session.run('ROLLBACK');
  } catch (error) {
    throw inDoubt(error);
  }
}

async function commit(session: Session): Promise<void> {
  try {
    await session.run('COMMIT');
  } catch (error) {
    throw inDoubt(error);
  }
}

function inDoubt(error: unknown): TargetError {
  return new TargetError({ code: 'connection-lost', params: {} }, 'unknown', false, null, { cause: error });
}
