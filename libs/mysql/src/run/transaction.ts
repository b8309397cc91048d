// One attempt: connection, image tables, BEGIN, marker, work, COMMIT. Any error before COMMIT: explicit ROLLBACK (after 1213 the next statement
// would autocommit; after 1205 COMMIT would keep half). An error of COMMIT itself, or a lost connection: only the marker can tell.
import { openSession, type Session } from '../connect/session.js';
import { classifyError } from '../connect/classify-error.js';
import { Stopper } from '../connect/stopper.js';
import { TargetError } from '../connect/target-error.js';
import { withSluiceSchema } from '../setup/sluice-schema.js';
import type { ChangedRows, Limits, MarkerKey, RunResult, Target } from '../types.js';
import { completeMarker, writeMarker, type Progress } from './marker.js';
import { fixSession } from './settings.js';

interface Attempt {
  readonly key: MarkerKey;
  readonly contentHash: string;
  readonly limits?: Limits | undefined;
  readonly signal?: AbortSignal | undefined;
  /** False: what it does outside its own rows is not known, so a second attempt could do that twice. */
  readonly mayRetry: boolean;
  /** DDL and temporary tables, outside the transactions. */
  prepare(session: Session): Promise<void>;
}

export interface Worked {
  readonly changed: readonly ChangedRows[];
  readonly skipped: number;
  readonly progress?: Progress;
}

/** One transaction under a marker of its own, as often as there are chunks. @throws TargetError */
export type Transact = (key: MarkerKey, work: (session: Session) => Promise<Worked>) => Promise<Worked>;

/** The whole change in one transaction. Never throws for anything the target does. */
export function attemptOnce(
  target: Target,
  attempt: Attempt & { work(session: Session): Promise<Worked> },
): Promise<RunResult> {
  return attemptOn(target, attempt, async (_, transact) => {
    const { changed, skipped } = await transact(attempt.key, (session) => attempt.work(session));
    return { outcome: 'effect', changed, skipped };
  });
}

/** A connection for as many transactions as `run` makes. Never throws for anything the target does. */
export async function attemptOn(
  target: Target,
  attempt: Attempt,
  run: (session: Session, transact: Transact, stopper: Stopper) => Promise<RunResult>,
): Promise<RunResult> {
  let session: Session | undefined;
  let stopper: Stopper | undefined;
  try {
    session = await openSession(target);
    const watch = (stopper = new Stopper(session, attempt.limits?.statementSeconds ?? 60, attempt.signal));
    await fixSession(session, attempt.limits?.lockWaitSeconds ?? 5);
    const opened = session;
    await withSluiceSchema(opened, () => attempt.prepare(opened));
    const each: Transact = (key, work) => transact(opened, watch, { key, contentHash: attempt.contentHash, work });
    return await run(opened, each, watch);
  } catch (error) {
    const { failure, outcome, retryable } = classifyError(error);
    return { outcome, failure, retryable: retryable && attempt.mayRetry };
  } finally {
    stopper?.end();
    await session?.close();
  }
}

async function transact(
  session: Session,
  stopper: Stopper,
  { key, contentHash, work }: Pick<Attempt, 'key' | 'contentHash'> & { work: (session: Session) => Promise<Worked> },
): Promise<Worked> {
  let worked: Worked;
  try {
    stopper.beginWork();
    await withSluiceSchema(session, async () => {
      await session.run('BEGIN');
      await writeMarker(session, key, contentHash, 'run');
    });
    worked = await work(session);
    await completeMarker(session, key, worked);
    stopper.beginCommit();
  } catch (error) {
    stopper.beginAbort();
    await abort(session, classifyError(error));
    throw error;
  }
  await commit(session);
  stopper.afterCommit();
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
