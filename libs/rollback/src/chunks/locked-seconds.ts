import type { RollbackPlan } from '@sluice/contracts';

/** Measured with images and checks, for narrow rows; wide ones cost by their bytes. Rather too long than too short. */
const microsecondsEach = 60;
const bytesCounted = 200;

/** For how long a change that runs whole probably keeps its rows locked, at least 1. */
export function lockedSeconds({ tables }: RollbackPlan, rows: number): number {
  const widest = Math.max(1, ...tables.map(({ columns }) => (columns.length * 12) / bytesCounted));
  return Math.max(1, Math.ceil((rows * microsecondsEach * widest) / 1_000_000));
}
