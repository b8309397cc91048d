import { classifyError } from '../../connect/classify-error.js';
import { openSession, type Session } from '../../connect/session.js';
import type { Target, VerifyResult } from '../../types.js';
import { structureOf } from './attempt.js';
import { differs, liveState, stateAfter } from './live-states.js';
import type { StructureQuestion } from './settle-structure.js';
import { stateOf } from './structure-marker.js';

/** On a new connection: the live definitions are the rehearsed ones; of an undo, those from before. */
export async function verifyStructure(target: Target, { key, plan, undoes }: StructureQuestion): Promise<VerifyResult> {
  let session: Session | undefined;
  try {
    const structure = structureOf({ ...plan, runnable: true });
    session = await openSession({ ...target, schema: structure.schema });
    if ((await stateOf(session, key)) !== 'run')
      return { verdict: 'failed', failure: { code: 'marker-missing', params: {} } };
    const expected = stateAfter(structure, undoes === null ? structure.steps.length : 0);
    const table = differs(await liveState(session, structure), expected);
    if (table === undefined) return { verdict: 'verified' };
    return { verdict: 'failed', failure: { code: 'definition-differs', params: { table } } };
  } catch (error) {
    return { verdict: 'unknown', failure: classifyError(error).failure };
  } finally {
    await session?.close();
  }
}
