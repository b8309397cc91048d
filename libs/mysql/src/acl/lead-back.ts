import { accessStatements, sameStates } from '@sluice/acl';
import type { AccountState } from '@sluice/contracts';
import type { Session } from '../connect/session.js';
import { TargetError } from '../connect/target-error.js';
import { readAccessStates } from './read-access-states.js';

/** What came half way goes back. False: the states are not those before; someone else is at these accounts too. @throws TargetError */
export async function leadBack(session: Session, before: readonly AccountState[]): Promise<boolean> {
  const accounts = before.map(({ account }) => account);
  for (const sql of accessStatements(await readAccessStates(session, accounts), before)) await session.run(sql);
  return sameStates(await readAccessStates(session, accounts), before);
}

/** An error has to mean: nothing changed. */
export async function abortAccess(session: Session, before: readonly AccountState[], why: TargetError): Promise<void> {
  if (why.outcome === 'unknown') return;
  const isBack = await leadBack(session, before).catch(() => false);
  if (!isBack) throw new TargetError(why.failure, 'unknown', false, why.errno);
}
