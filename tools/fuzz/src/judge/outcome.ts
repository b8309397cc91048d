// What became of one case, in the words of the report.

import type { Run } from './row-events/second-judge.ts';

/** `equal`: statements of which rows and events are equal. `explained`: why others differ. */
export interface Second {
  readonly equal: number;
  readonly explained: readonly string[];
}

export type Outcome =
  /** Ran and came back; `promised` and kept. */
  | { readonly kind: 'exact' }
  /** Ran and came back as far as it was promised. */
  | { readonly kind: 'partial'; readonly reason: string; readonly differs: boolean }
  /** Nothing was promised. `then`: what became of the run without a way back. */
  | { readonly kind: 'refused'; readonly reason: string; readonly then: string }
  /** Promised, not run, and without effect. */
  | { readonly kind: 'aborted'; readonly reason: string; readonly detail: string }
  /** The server itself does not take the statement. */
  | { readonly kind: 'invalid'; readonly reason: string }
  /** The rollback stopped at what a concurrent writer did meanwhile, without effect. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'wrong'; readonly reason: string; readonly detail: string };

export interface Judged {
  readonly outcome: Outcome;
  /** Of what was committed by the product; null where nothing was. */
  readonly run: Run | null;
  /** What the second judge said. */
  readonly second?: Second;
  /** The statement changed rows; null where it could not be told. */
  readonly changed: boolean;
  readonly ms: number;
}

export const wrong = (reason: string, detail: string): Outcome => ({ kind: 'wrong', reason, detail });
