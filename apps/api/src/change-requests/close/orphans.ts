// Which row images on a target nobody can need any more. In doubt they stay.
import type { ExecutionStatus } from '@sluice/contracts';
import type { KeptImages } from '@sluice/mysql';

export interface Owner {
  readonly status: ExecutionStatus;
  /** Its request can still be rolled back. */
  readonly isKept: boolean;
}

/** An attempt makes its image tables before it begins. */
const youngestSeconds = 3_600;

/** `owner`: the execution they are named after, as this portal knows it; undefined: another portal's, or of an attempt that was fenced off. */
export function isOrphan(
  { ageSeconds, marker }: Pick<KeptImages, 'ageSeconds' | 'marker'>,
  owner: Owner | undefined,
): boolean {
  if (ageSeconds < youngestSeconds) return false;
  // Images are written in the transaction of the marker: without one they hold nothing, and behind a tombstone none is ever written.
  if (owner === undefined) return marker === 'fenced';
  switch (owner.status) {
    case 'failed':
      return marker !== 'run';
    case 'executed':
    case 'verified':
    case 'verification-failed':
      // Its time was over while the target was down.
      return !owner.isKept;
    case 'pending':
    case 'running':
    case 'outcome-unknown':
    case 'continuing':
    case 'half-run':
      return false;
  }
}
