import { classifyError } from '../connect/classify-error.js';
import type { MarkerKey, MarkerOutcome, Target } from '../types.js';
import { withAccessLock } from './access-session.js';
import { fence, readKeptStates } from './kept-states.js';
import { leadBack } from './lead-back.js';

/**
 * What became of a run that gave no answer. While it still runs its lock is held, so that is not known yet; where it came half way that is led back. `absent`
 * means: nothing of it is left, and under this key it never runs again. Never throws for anything the target does.
 */
export async function settleAccess(
  target: Target,
  { execution }: MarkerKey,
  waitSeconds: number,
): Promise<MarkerOutcome> {
  try {
    return await withAccessLock(target, waitSeconds, async (session) => {
      const kept = await readKeptStates(session, execution);
      if (kept?.after) return { outcome: 'effect', changed: [], skipped: 0 };
      if (kept && !kept.isFenced && !(await leadBack(session, kept.before))) {
        return { outcome: 'unknown', failure: { code: 'access-differs', params: {} } };
      }
      await fence(session, execution);
      return { outcome: 'absent' };
    });
  } catch (error) {
    return { outcome: 'unknown', failure: classifyError(error).failure };
  }
}
