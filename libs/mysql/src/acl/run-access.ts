// A change of access on its target. Each statement commits by itself, so the states say how far it came: those before, those after each statement as
// rehearsed. A crash is settled by looking, and what came half way is led back.
import type { AccountState } from '@sluice/contracts';
import { accountKey, maskSignIns, newSignIn, sameStates, withSignIn } from '@sluice/acl';
import { createHash } from 'node:crypto';
import type { Session } from '../connect/session.js';
import { classifyError } from '../connect/classify-error.js';
import { TargetError } from '../connect/target-error.js';
import type { MarkerKey, RunResult, Target } from '../types.js';
import { withAccessLock } from './access-session.js';
import { keepAfter, keepBefore, readKeptStates } from './kept-states.js';
import { abortAccess } from './lead-back.js';
import { runInMode } from './run-in-mode.js';
import { readAccessStates } from './read-access-states.js';

export interface AccessOrder {
  readonly key: MarkerKey;
  readonly contentHash: string;
  /** In which the statements were read. */
  readonly sqlMode: string;
  /** As filed, each its own. */
  readonly statements: readonly string[];
  /** As approved: masked, of every account that the change touches. */
  readonly before: readonly AccountState[];
  /** The states after each statement, as rehearsed. */
  readonly steps: readonly (readonly AccountState[])[];
  readonly signal?: AbortSignal;
}

/** Never throws for anything the target does. Run again under the same key it goes on where it was, or finds that it is done. */
export async function runAccess(target: Target, order: AccessOrder): Promise<RunResult> {
  try {
    return await withAccessLock(target, lockSeconds, (session) => run(session, order));
  } catch (error) {
    const { failure, outcome, retryable } = classifyError(error);
    return { outcome, failure, retryable };
  }
}

const lockSeconds = 5;

async function run(session: Session, order: AccessOrder): Promise<RunResult> {
  const { key, contentHash, statements, before, steps } = order;
  const accounts = before.map(({ account }) => account);
  const kept = await readKeptStates(session, key.execution);
  if (kept?.isFenced) throw new TargetError({ code: 'marker-exists', params: {} });
  if (kept?.after) return done(order);
  const start = await readAccessStates(session, accounts);
  if (!kept) {
    expectStates(start, before, 'drift');
    await keepBefore(session, key.execution, contentHash, start);
  }
  const from = reached(order, start);
  // Neither before nor after any of its statements: someone else is at these accounts too.
  if (from === undefined) throw new TargetError({ code: 'access-differs', params: {} }, 'unknown');
  try {
    for (const sql of statements.slice(from)) {
      if (order.signal?.aborted) throw new TargetError({ code: 'cancelled', params: {} }, 'no-effect', true);
      await runInMode(session, order.sqlMode, [sql]);
    }
    const after = await readAccessStates(session, accounts);
    expectStates(after, steps.at(-1) ?? before, 'access-differs');
    await keepAfter(session, key.execution, after);
  } catch (error) {
    await abortAccess(session, kept?.before ?? start, classifyError(error));
    throw error;
  }
  return done(order);
}

/** How many of its statements have run; undefined where the states are none that it leads through. */
function reached({ before, steps }: AccessOrder, now: readonly AccountState[]): number | undefined {
  const at = [before, ...steps].findLastIndex((expected) => isAs(now, expected));
  return at < 0 ? undefined : at;
}

function expectStates(
  now: readonly AccountState[],
  expected: readonly AccountState[],
  code: 'drift' | 'access-differs',
) {
  if (isAs(now, expected)) return;
  throw new TargetError(
    code === 'drift' ? { code, params: { table: differing(now, expected) } } : { code, params: {} },
  );
}

/** Masked, and taking any password where a new one was foretold. */
function isAs(now: readonly AccountState[], expected: readonly AccountState[]): boolean {
  const changed = new Set(
    expected.filter(({ clauses }) => clauses?.['sign-in'] === newSignIn).map(({ account }) => accountKey(account)),
  );
  const told = maskSignIns(now, fingerprintOf).map((state) =>
    changed.has(accountKey(state.account)) ? withSignIn(state, () => newSignIn) : state,
  );
  return sameStates(told, expected);
}

function differing(now: readonly AccountState[], expected: readonly AccountState[]): string {
  const other = expected.find(({ account }) => {
    const key = accountKey(account);
    const own = (states: readonly AccountState[]) => states.filter((state) => accountKey(state.account) === key);
    return !isAs(own(now), own(expected));
  });
  return other ? accountKey(other.account) : '';
}

function done({ statements }: AccessOrder): RunResult {
  return { outcome: 'effect', changed: statements.map((_, i) => ({ statement: i + 1, rows: 0 })), skipped: 0 };
}

/** Of a password's hash, for plans: one way, and of a salted text. */
export function fingerprintOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex').slice(0, 16);
}
