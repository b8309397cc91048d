// How long and how much a run may take, by its plan.
import type { RollbackPlan } from '@sluice/contracts';
import type { Limits } from '@sluice/mysql';

/** Of a change that runs whole and was not counted, or is small: a safety net. */
const rowLimit = 100_000;
const lockWaitSeconds = 5;
const statementSeconds = 60;

export function runLimits({ run }: RollbackPlan): Limits {
  if (run?.cut) return { lockWaitSeconds, statementSeconds };
  if (!run?.whole) return { lockWaitSeconds, statementSeconds, rowLimit };
  // The approver agreed to that many rows and to that time; data moves on, but not as far as that.
  return {
    lockWaitSeconds,
    statementSeconds: Math.max(statementSeconds, run.whole.seconds * 3),
    rowLimit: run.atLeast || run.rows === null ? Number.MAX_SAFE_INTEGER : run.rows * 2,
  };
}
