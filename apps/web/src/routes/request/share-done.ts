import type { ChunkProgress } from '@sluice/contracts';

/** In percent, for a bar; null where it is not known how much there is. What is not done never looks done. */
export function shareDone({ of, matched }: Pick<ChunkProgress, 'of' | 'matched'>, done: boolean): number | null {
  if (done) return 100;
  if (of === null || of === 0) return null;
  return Math.min(99, Math.floor((matched / of) * 100));
}
