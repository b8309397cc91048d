import { accessStatements, sameStates, undoneStates } from '@sluice/acl';
import { classifyError } from '../connect/classify-error.js';
import { openSession, type Session } from '../connect/session.js';
import type { MarkerKey, Target, VerifyResult } from '../types.js';
import { createKeptStates, readKeptStates } from './kept-states.js';
import { readAccessStates } from './read-access-states.js';

/** The accounts are as the run left them. */
export function verifyAccess(target: Target, { execution }: MarkerKey): Promise<VerifyResult> {
  return onTarget(target, async (session) => {
    const kept = await readKeptStates(session, execution);
    if (!kept?.after) return { verdict: 'failed', failure: { code: 'marker-missing', params: {} } };
    const now = await readAccessStates(
      session,
      kept.after.map(({ account }) => account),
    );
    return sameStates(now, kept.after) ? verified : differs;
  });
}

/** Nothing of what the change gave is there any more, and all that it took is. */
export function verifyAccessUndone(target: Target, undoes: MarkerKey): Promise<VerifyResult> {
  return onTarget(target, async (session) => {
    const kept = await readKeptStates(session, undoes.execution);
    if (!kept?.after) return { verdict: 'failed', failure: { code: 'marker-missing', params: {} } };
    const now = await readAccessStates(
      session,
      kept.before.map(({ account }) => account),
    );
    const { to } = undoneStates(kept.before, kept.after, now);
    return accessStatements(now, to).length === 0 ? verified : differs;
  });
}

const verified: VerifyResult = { verdict: 'verified' };
const differs: VerifyResult = { verdict: 'failed', failure: { code: 'access-differs', params: {} } };

async function onTarget(target: Target, verify: (session: Session) => Promise<VerifyResult>): Promise<VerifyResult> {
  let session: Session | undefined;
  try {
    session = await openSession(target);
    await createKeptStates(session);
    return await verify(session);
  } catch (error) {
    return { verdict: 'unknown', failure: classifyError(error).failure };
  } finally {
    await session?.close();
  }
}
