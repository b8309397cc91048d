// A change of access tried on stand-ins before anyone approves it: the accounts as the target has them, the statements, and the way back.
import {
  accessStatements,
  accountKey,
  newSignIn,
  sameStates,
  StandIns,
  withSignIn,
  type AccessStatement,
} from '@sluice/acl';
import type { AccountState, Failure } from '@sluice/contracts';
import type { Session } from '../connect/session.js';
import { sessionOf } from '../connect/connect-target.js';
import { TargetError } from '../connect/target-error.js';
import type { TargetConnection } from '../types.js';
import { readAccessStates } from './read-access-states.js';
import { runInMode } from './run-in-mode.js';
import { dropStandIns, makeStandIns, type TargetObjects } from './stand-ins.js';

export interface AccessRehearsalOrder {
  /** 1–20 characters of `[a-z0-9]`, unique on the server that rehearses. */
  readonly prefix: string;
  /** What unqualified names mean. */
  readonly schema: string;
  /** In which the statements were read and will run. */
  readonly sqlMode: string;
  readonly statements: readonly AccessStatement[];
  /** Of every account that the statements name, and of their roles, as the target has them. */
  readonly before: readonly AccountState[];
  readonly objects: TargetObjects;
}

/**
 * `steps`: the states after each statement, of the accounts of `before`; where a password changed its clause says only that (`newSignIn`).
 * `undone`: the way back led there. `statement` 0: the stand-ins could not be made as the accounts are.
 */
export type AccessRehearsal =
  | { readonly ok: true; readonly steps: readonly (readonly AccountState[])[]; readonly undone: boolean }
  | { readonly ok: false; readonly statement: number; readonly failure: Failure };

/** All that it makes it takes away again. @throws TargetError where the server that rehearses can't do it by itself */
export async function rehearseAccess(
  connection: TargetConnection,
  order: AccessRehearsalOrder,
): Promise<AccessRehearsal> {
  const session = sessionOf(connection);
  const standIns = new StandIns(order.prefix, order.schema);
  try {
    await makeStandIns(session, standIns, order);
    return await rehearse(session, standIns, order);
  } finally {
    await dropStandIns(session, standIns);
  }
}

async function rehearse(
  session: Session,
  standIns: StandIns,
  { statements, before, sqlMode }: AccessRehearsalOrder,
): Promise<AccessRehearsal> {
  const read = () =>
    readAccessStates(
      session,
      before.map(({ account }) => standIns.account(account)),
    );
  const start = await read();
  const faithful = before.map((state) => standIns.state(withSignIn(state, () => '')));
  if (
    !sameStates(
      start.map((state) => withSignIn(state, () => '')),
      faithful,
    )
  ) {
    return { ok: false, statement: 0, failure: { code: 'rehearsal-differs', params: {} } };
  }
  const steps: AccountState[][] = [];
  let last = start;
  for (const [i, statement] of statements.entries()) {
    try {
      await runInMode(session, sqlMode, [standIns.text(statement)]);
    } catch (error) {
      if (!(error instanceof TargetError)) throw error;
      return { ok: false, statement: i + 1, failure: error.failure };
    }
    last = await read();
    steps.push(last.map((state) => told(standIns, state, start, before)));
  }
  for (const sql of accessStatements(last, start)) await session.run(sql);
  return { ok: true, steps, undone: sameStates(await read(), start) };
}

/** A stand-in's state as its original's, with the original's password while the stand-in's is the same. */
function told(
  standIns: StandIns,
  state: AccountState,
  start: readonly AccountState[],
  before: readonly AccountState[],
): AccountState {
  const original = standIns.original(state);
  const key = accountKey(state.account);
  const first = start.find(({ account }) => accountKey(account) === key)?.clauses?.['sign-in'];
  const held = before.find(({ account }) => accountKey(account) === accountKey(original.account))?.clauses?.['sign-in'];
  return withSignIn(original, (signIn) => (signIn === first && held !== undefined ? held : newSignIn));
}
