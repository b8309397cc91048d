import { openSession } from '../connect/session.js';
import type { MarkerKey, Target } from '../types.js';
import { createKeptStates, forget } from './kept-states.js';

/** Forgets the states of a run (retention), hashes of passwords too; its name stays, so it can't run again. @throws TargetError */
export async function dropKeptStates(target: Target, { execution }: MarkerKey): Promise<void> {
  const session = await openSession({ ...target, schema: null });
  try {
    await createKeptStates(session);
    await forget(session, execution);
  } finally {
    await session.close();
  }
}
