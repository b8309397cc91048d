// How one try ended, in the only three ways there are. Whether a try may be repeated follows from this, never from an error's text.
import type { Failure } from '@sluice/contracts';

export type AttemptResult =
  /** Committed: the marker and the change are on the target. */
  | {
      readonly outcome: 'effect';
      readonly changed: readonly { readonly statement: number; readonly rows: number; readonly matched?: number }[];
      readonly skipped: number;
    }
  /** Surely nothing is left on the target. `retryable`: a wholly new attempt cannot do anything twice. */
  | { readonly outcome: 'no-effect'; readonly failure: Failure; readonly retryable: boolean }
  /** Some chunks are committed, the rest surely not. The same key goes on with it. */
  | {
      readonly outcome: 'half';
      readonly changed: readonly { readonly statement: number; readonly rows: number; readonly matched?: number }[];
      readonly skipped: number;
      readonly failure: Failure;
      readonly retryable: boolean;
    }
  /** The target must be asked for the marker. */
  | { readonly outcome: 'unknown'; readonly failure: Failure };
