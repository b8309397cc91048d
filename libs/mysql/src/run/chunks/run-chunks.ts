// A change in chunks: count, then chunk after chunk, each with its own images, marker and COMMIT. It goes on behind the last marker, whoever
// wrote that.
import {
  chunkStatement,
  countMatching,
  mayBound,
  readLastKey,
  readNextKey,
  setsOf,
  type Bound,
  type ImageSet,
} from '@sluice/rollback';
import type { ChunkCut, PlannedStatement, PlannedTable } from '@sluice/contracts';
import type { Session } from '../../connect/session.js';
import type { Stopper } from '../../connect/stopper.js';
import { TargetError } from '../../connect/target-error.js';
import type { RunOrder, RunResult } from '../../types.js';
import { runCaptured } from '../capture-statement.js';
import { runChecks, tryChecks } from '../checks.js';
import { compareDefinitions, compareVersion, lockDefinitions } from '../drift.js';
import type { Progress } from '../marker.js';
import { userSettings } from '../settings.js';
import type { Transact, Worked } from '../transaction.js';
import { readChain } from './chain.js';
import { runLoop, type Step } from './loop.js';

/** A chunk of more rows than this is none any more; it may come from many rows with one leading key value. */
const chunkLimit = 100_000;

interface Run {
  readonly stopper: Stopper;
  readonly order: RunOrder;
  readonly sets: readonly ImageSet[];
  readonly table: PlannedTable;
  readonly statement: PlannedStatement;
  readonly cut: ChunkCut;
}

export async function runChunks(
  session: Session,
  { transact, stopper }: { readonly transact: Transact; readonly stopper: Stopper },
  order: RunOrder,
  sets: readonly ImageSet[],
  cut: ChunkCut,
): Promise<RunResult> {
  const [statement] = order.plan.statements;
  const [set] = sets;
  if (!statement || !set) throw new TargetError({ code: 'not-runnable', params: {} });
  const run: Run = { stopper, order, sets: setsOf(statement, sets), table: set.table, statement, cut };
  const { next, progress } = await readChain(session, order.key.execution, false);
  if (progress) await session.run(`SET SESSION timestamp = ${progress.now}`);
  return runLoop(session, transact, order, {
    first: next,
    progress: progress ?? (await begin(session, run)),
    isFresh: progress === null,
    step: (before, size) => stopper.patiently(() => nextStep(session, run, before, size)),
    result: ({ rows, matched }) => [{ statement: statement.number, rows, ...(matched === rows ? {} : { matched }) }],
    mend: () => clearTemporary(session, run.sets),
  });
}

/** What is there to do, before anything is changed. @throws TargetError `count-differs`, `check-error` and the like */
function begin(session: Session, run: Run): Promise<Progress> {
  return run.stopper.patiently(() => look(session, run));
}

async function look(session: Session, run: Run): Promise<Progress> {
  const { order, table, statement, cut } = run;
  await compareVersion(session, order.plan);
  await compareDefinitions(session, order.plan.tables);
  await tryChecks(session, order.checks, order.plan);
  await userSettings(session, order.plan);
  const counted = await session.count(countMatching(statement, cut));
  if (order.expectedRows !== null && counted !== order.expectedRows) {
    throw new TargetError({ code: 'count-differs', params: { expected: order.expectedRows, actual: counted } });
  }
  const end = (await readKey(session, readLastKey(table, statement, cut))) ?? null;
  const now = (await session.cell('SELECT @@timestamp')) ?? '0';
  return { end, now, counted, rows: 0, matched: 0, skipped: 0, done: false };
}

/** The next chunk, up to a key that is read now, without locks: what comes between its rows till then is found by its own capture. */
async function nextStep(session: Session, run: Run, before: Progress, size: number): Promise<Step> {
  const { order, table, statement, cut } = run;
  const { end = null, upTo: above = null } = before;
  if (end === null) return { work: () => finishEmpty(session, run, before) };
  await userSettings(session, order.plan);
  const upTo = await findNext(session, run, { above, end, size });
  const done = JSON.stringify(upTo) === JSON.stringify(end);
  return {
    work: (number) => {
      const chunk = chunkStatement(table, statement, cut, number, { above, upTo });
      return workOn(session, run, chunk, { ...before, upTo, done });
    },
  };
}

/** A key that may bound a chunk; where the one at `size` may not, one further on. */
async function findNext(
  session: Session,
  { table, statement, cut }: Run,
  from: { above: Bound | null; end: Bound; size: number },
): Promise<Bound> {
  for (let { size } = from; ; size *= 2) {
    const key = await readKey(session, readNextKey(table, statement, cut, { ...from, size }));
    if (key === undefined) return from.end;
    if (mayBound(table, cut, key)) return key;
  }
}

async function workOn(session: Session, run: Run, chunk: PlannedStatement, after: Progress): Promise<Worked> {
  const { order, sets, statement } = run;
  const { plan, checks } = order;
  // Metadata locks end with each COMMIT: between two chunks the table may become another one.
  await lockDefinitions(session, plan.tables);
  const { changed: rows, matched } = await runCaptured({
    session,
    plan,
    statement: chunk,
    sets,
    rowLimit: order.limits?.rowLimit ?? chunkLimit,
    inChunks: true,
    beforeChange: () => compareDefinitions(session, plan.tables),
  });
  if (after.done) await runChecks(session, checks, plan);
  return {
    changed: [{ statement: statement.number, rows, ...(matched === rows ? {} : { matched }) }],
    skipped: 0,
    progress: { ...after, rows: after.rows + rows, matched: after.matched + matched },
  };
}

/** No row matches: the marker alone, so that this is on record too. */
async function finishEmpty(session: Session, { order, statement }: Run, before: Progress): Promise<Worked> {
  await runChecks(session, order.checks, order.plan);
  return { changed: [{ statement: statement.number, rows: 0 }], skipped: 0, progress: { ...before, done: true } };
}

async function readKey(session: Session, sql: string): Promise<string[] | undefined> {
  const [row] = await session.rows(sql);
  return row?.map((cell) => cell ?? '');
}

/** Left by an attempt that failed in the middle, or full of the chunk before. */
async function clearTemporary(session: Session, sets: readonly ImageSet[]): Promise<void> {
  for (const { names } of sets) {
    await session.run(`TRUNCATE TABLE ${names.keys}`);
    await session.run(`DROP TEMPORARY TABLE IF EXISTS ${names.joined}, ${names.moved}`);
  }
}
