// The rehearsed way back, on the target: the last step first.
import { TargetError } from '../../connect/target-error.js';
import type { Session } from '../../connect/session.js';
import type { RunResult, Target, UndoOrder } from '../../types.js';
import { attemptStructure, structureOf } from './attempt.js';
import { differs, liveState, stateAfter, stepsDone } from './live-states.js';
import { ordinaryPatience, type Patience } from './patiently.js';
import { undoStep, type Running } from './steps.js';

export type StructureUndoOrder = Pick<
  UndoOrder,
  'key' | 'contentHash' | 'undoes' | 'plan' | 'onConflict' | 'limits' | 'signal'
> & { readonly patience?: Patience };

/** One attempt. Somebody else's change of a definition since is never run over: `drift`. */
export async function undoStructure(target: Target, order: StructureUndoOrder): Promise<RunResult> {
  const { plan, undoes } = order;
  if (plan.structure?.steps.some(({ inverse }) => inverse === null) ?? true) {
    return { outcome: 'no-effect', failure: { code: 'not-runnable', params: {} }, retryable: false };
  }
  const structure = structureOf({ ...plan, runnable: true });
  const running = (session: Session): Running => ({
    ...{ session, key: undoes, plan, structure },
    patience: order.patience ?? ordinaryPatience,
  });
  const count = structure.steps.length;
  return attemptStructure(
    { ...target, schema: structure.schema },
    {
      ...order,
      check: async (session) => {
        const table = differs(await liveState(session, structure), stateAfter(structure, count));
        if (table !== undefined) throw new TargetError({ code: 'drift', params: { table } });
      },
      work: async (session) => {
        for (let step = count - 1; step >= 0; step--) await undoStep(running(session), step, order.onConflict);
      },
      // A step back that fails leaves nothing; those before it stay done, and that is not as if nothing had begun.
      takeBack: async (session) => (await stepsDone(session, undoes, structure)) === count,
    },
  );
}
