// One change of access at a time on a server: states are read, compared and changed in steps that nothing else holds together.
import { openSession, type Session } from '../connect/session.js';
import { TargetError } from '../connect/target-error.js';
import { createSluiceSchema } from '../setup/sluice-schema.js';
import type { Target } from '../types.js';
import { createKeptStates } from './kept-states.js';

/** The lock goes with the session: whoever died in the middle is followed once its server has noticed. @throws TargetError, and what `work` throws */
export async function withAccessLock<T>(
  target: Target,
  waitSeconds: number,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const session = await openSession(target);
  try {
    if ((await session.cell(`SELECT GET_LOCK('sluice.access', ${String(waitSeconds)})`)) !== '1') {
      throw new TargetError({ code: 'lock-wait-timeout', params: { attempts: 1 } }, 'no-effect', true);
    }
    await createSluiceSchema(session);
    await createKeptStates(session);
    return await work(session);
  } finally {
    await session.close();
  }
}
