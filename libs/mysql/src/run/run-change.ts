// A change whole, or in chunks. The order of one transaction: marker, metadata locks, per statement capture and change,
// expected rows, the requester's checks, COMMIT.
import type { PlannedStatement } from '@sluice/contracts';
import { setsOf, type ImageSet } from '@sluice/rollback';
import type { Session } from '../connect/session.js';
import { TargetError } from '../connect/target-error.js';
import type { ChangedRows, RunOrder, RunResult, Target } from '../types.js';
import { runCaptured } from './capture-statement.js';
import type { CountedRows } from './captured.js';
import { runChecks } from './checks.js';
import { runChunks } from './chunks/run-chunks.js';
import { compareDefinitions, compareVersion, lockDefinitions } from './drift.js';
import { createImages } from './images.js';
import { userSettings } from './settings.js';
import { TiedRows } from './tied-rows.js';
import { attemptOn, attemptOnce, type Worked } from './transaction.js';

/** One attempt; a next one is the caller's to make, wholly anew, under the same key. */
export async function runChange(target: Target, order: RunOrder): Promise<RunResult> {
  if (!order.plan.runnable || order.plan.undoes) {
    return { outcome: 'no-effect', failure: { code: 'not-runnable', params: {} }, retryable: false };
  }
  let sets: ImageSet[] = [];
  const cut = order.plan.run?.cut ?? null;
  const attempt = {
    ...order,
    mayRetry: order.plan.verdict !== 'none',
    prepare: async (session: Session) => {
      sets = await createImages(session, order.plan, order.key.execution);
    },
  };
  if (cut !== null)
    return attemptOn(target, attempt, (session, transact, stopper) =>
      runChunks(session, { transact, stopper }, order, sets, cut),
    );
  return attemptOnce(target, { ...attempt, work: (session) => work(session, order, sets) });
}

async function work(session: Session, order: RunOrder, sets: readonly ImageSet[]): Promise<Worked> {
  const { plan, checks, expectedRows } = order;
  await compareVersion(session, plan);
  await lockDefinitions(session, plan.tables);
  const changed: ChangedRows[] = [];
  const beforeChange = once(() => compareDefinitions(session, plan.tables));
  for (const statement of plan.statements) {
    const own = setsOf(statement, sets);
    const {
      changed: rows,
      matched,
      images,
    } = own.length > 0
      ? await runCaptured({
          session,
          plan,
          statement,
          sets: own,
          tied: TiedRows.of(statement, sets),
          rowLimit: order.limits?.rowLimit ?? 10_000,
          beforeChange,
        })
      : await runPlain(session, order, statement, beforeChange);
    changed.push({
      statement: statement.number,
      rows,
      ...(matched === rows ? {} : { matched }),
      ...(images === undefined ? {} : { images }),
    });
  }
  // As the preview counts them.
  const actual = changed.reduce((sum, { rows, matched }) => sum + (matched ?? rows), 0);
  if (expectedRows !== null && actual !== expectedRows) {
    throw new TargetError({ code: 'count-differs', params: { expected: expectedRows, actual } });
  }
  await runChecks(session, checks, plan);
  return { changed, skipped: 0 };
}

/** Verdict `none`: it shares its transaction with the marker, so it runs once or not at all; nothing is kept to undo it. */
async function runPlain(
  session: Session,
  { plan }: RunOrder,
  { text, operation }: PlannedStatement,
  beforeChange: () => Promise<unknown>,
): Promise<CountedRows> {
  await beforeChange();
  await userSettings(session, plan);
  const { affected, matched } = await session.run(text);
  // Of one row given the server says nothing; where it takes the place of another it is counted twice.
  const one = operation === 'insert' || operation === 'replace' ? Math.min(affected, 1) : affected;
  return { changed: affected, matched: matched ?? one };
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => (done ??= work());
}
