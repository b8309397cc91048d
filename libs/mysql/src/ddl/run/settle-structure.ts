// What became of a structure change whose session was lost: the definitions themselves say it, once nobody works on them any more.
import { classifyError } from '../../connect/classify-error.js';
import { openSession, type Session } from '../../connect/session.js';
import type { RollbackPlan } from '@sluice/contracts';
import { withSluiceSchema } from '../../setup/sluice-schema.js';
import type { MarkerKey, MarkerOutcome, Target } from '../../types.js';
import { structureOf } from './attempt.js';
import { stepsDone } from './live-states.js';
import { ordinaryPatience } from './patiently.js';
import { takeBackSteps } from './run-structure.js';
import { beginMarker, setMarker, stateOf, takeName } from './structure-marker.js';

export interface StructureQuestion {
  readonly key: MarkerKey;
  readonly plan: RollbackPlan;
  /** Of an undo: the execution that it undoes. */
  readonly undoes: MarkerKey | null;
}

/**
 * `absent`: it did not run, and never will under this key; what had been done of it was taken back. While its session lives, and where the
 * definitions are neither as before nor as rehearsed, `unknown`.
 */
export async function settleStructure(
  target: Target,
  question: StructureQuestion,
  waitSeconds = 5,
): Promise<MarkerOutcome> {
  let session: Session | undefined;
  try {
    const structure = structureOf({ ...question.plan, runnable: true });
    session = await openSession({ ...target, schema: structure.schema });
    const opened = session;
    if (!(await takeName(opened, question.key, waitSeconds)))
      return { outcome: 'unknown', failure: { code: 'marker-locked', params: {} } };
    return await withSluiceSchema(opened, () => settle(opened, question));
  } catch (error) {
    return { outcome: 'unknown', failure: classifyError(error).failure };
  } finally {
    await session?.close();
  }
}

async function settle(session: Session, { key, plan, undoes }: StructureQuestion): Promise<MarkerOutcome> {
  const effect: MarkerOutcome = { outcome: 'effect', changed: [], skipped: 0 };
  const state = await stateOf(session, key);
  if (state === 'run') return effect;
  if (state === 'fenced') return { outcome: 'absent' };
  if (state === undefined) {
    await beginMarker(session, key, '', 'fenced');
    return { outcome: 'absent' };
  }
  const structure = structureOf({ ...plan, runnable: true });
  const count = structure.steps.length;
  const done = await stepsDone(session, undoes ?? key, structure);
  const hasRun = done === (undoes === null ? count : 0);
  const isAsBefore = done === (undoes === null ? 0 : count);
  if (hasRun) {
    await setMarker(session, key, 'run');
    return effect;
  }
  const running = { session, key, plan, structure, patience: ordinaryPatience };
  if (isAsBefore || (undoes === null && (await takeBackSteps(running)))) {
    await setMarker(session, key, 'fenced');
    return { outcome: 'absent' };
  }
  return { outcome: 'unknown', failure: { code: 'definition-differs', params: { table: structure.schema } } };
}
