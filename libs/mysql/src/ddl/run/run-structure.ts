// A rehearsed structure change, on the target.
import type { Structure } from '@sluice/contracts';
import type { RunOrder, RunResult, Target } from '../../types.js';
import { attemptStructure, structureOf } from './attempt.js';
import { differs, liveState, stateAfter, stepsDone } from './live-states.js';
import { ordinaryPatience, type Patience } from './patiently.js';
import { runStep, undoStep, type Running } from './steps.js';
import { TargetError } from '../../connect/target-error.js';
import type { Session } from '../../connect/session.js';

export type StructureOrder = Pick<RunOrder, 'key' | 'contentHash' | 'plan' | 'limits' | 'signal'> & {
  readonly patience?: Patience;
};

/** One attempt; where a step fails, those before it are undone again. */
export async function runStructure(target: Target, order: StructureOrder): Promise<RunResult> {
  const { plan, key } = order;
  if (plan.structure === undefined || !plan.runnable || plan.undoes) {
    return { outcome: 'no-effect', failure: { code: 'not-runnable', params: {} }, retryable: false };
  }
  const structure = structureOf(plan);
  const running = (session: Session): Running => ({
    ...{ session, key, plan, structure },
    patience: order.patience ?? ordinaryPatience,
  });
  return attemptStructure(
    { ...target, schema: structure.schema },
    {
      ...order,
      check: (session) => refuseDrift(session, structure, 0),
      work: async (session) => {
        for (let step = 0; step < structure.steps.length; step++) {
          if (step > 0) await refuseDrift(session, structure, step);
          await runStep(running(session), step);
        }
      },
      takeBack: (session) => takeBackSteps(running(session)),
    },
  );
}

/** @throws TargetError `drift` */
async function refuseDrift(session: Session, structure: Structure, done: number): Promise<void> {
  const table = differs(await liveState(session, structure), stateAfter(structure, done));
  if (table !== undefined) throw new TargetError({ code: 'drift', params: { table } });
}

/** @returns whether all is as before */
export async function takeBackSteps(running: Running): Promise<boolean> {
  const { session, key, structure } = running;
  const done = await stepsDone(session, key, structure);
  if (done === undefined) return false;
  if (structure.steps.slice(0, done).some(({ inverse }) => inverse === null)) return false;
  for (let step = done - 1; step >= 0; step--) await undoStep(running, step, 'overwrite');
  return (await stepsDone(session, key, structure)) === 0;
}
