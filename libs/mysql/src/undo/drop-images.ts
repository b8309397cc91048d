import { imageSets } from '@sluice/rollback';
import type { RollbackPlan } from '@sluice/contracts';
import { openSession } from '../connect/session.js';
import type { MarkerKey, Target } from '../types.js';

/** Drops the image tables of an execution (retention); the marker stays, so it can't run again. @throws TargetError */
export async function dropImages(target: Target, key: MarkerKey, plan: RollbackPlan): Promise<void> {
  const session = await openSession({ ...target, schema: null });
  try {
    for (const { names } of imageSets(plan, key.execution)) {
      await session.run(`DROP TABLE IF EXISTS ${names.before}, ${names.after}`);
    }
  } finally {
    await session.close();
  }
}
