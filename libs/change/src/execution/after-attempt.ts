import type { Failure } from '@sluice/contracts';
import type { AttemptResult } from './attempt-result.js';
import { askAgainAfter, retryAfter } from './retry-policy.js';

export type AfterAttempt =
  | { readonly to: 'executed' }
  | { readonly to: 'failed'; readonly failure: Failure }
  | { readonly to: 'pending'; readonly failure: Failure; readonly afterMs: number }
  /** Some chunks are committed: the rest goes on by itself, or waits for a person. */
  | { readonly to: 'continuing'; readonly failure: Failure; readonly afterMs: number }
  | { readonly to: 'half-run'; readonly failure: Failure }
  | { readonly to: 'outcome-unknown'; readonly failure: Failure; readonly afterMs: number };

/**
 * Where an execution goes after its `tried`-th attempt (counted from 1, of those that came no further) ended so. `begun`: attempts before it
 * committed chunks.
 */
export function afterAttempt(result: AttemptResult, tried: number, begun = false): AfterAttempt {
  if (result.outcome === 'effect') return { to: 'executed' };
  if (result.outcome === 'unknown') return { to: 'outcome-unknown', failure: result.failure, afterMs: 0 };
  const failure = counted(result.failure, tried);
  const afterMs = result.retryable ? retryAfter(failure.code, tried) : null;
  if (begun || result.outcome === 'half')
    return afterMs === null ? { to: 'half-run', failure } : { to: 'continuing', failure, afterMs };
  return afterMs === null ? { to: 'failed', failure } : { to: 'pending', failure, afterMs };
}

/** An attempt knows of itself only; people want to know how often it was tried. */
function counted(failure: Failure, tried: number): Failure {
  return 'attempts' in failure.params ? { ...failure, params: { ...failure.params, attempts: tried } } : failure;
}

/** What a locking read of the marker on a new connection said. `absent` counts only once nobody can write the marker any more. */
export type MarkerAnswer =
  | { readonly outcome: 'effect' }
  /** Of a change in chunks: some are committed, and the next one is fenced off for whoever began it. */
  | { readonly outcome: 'half' }
  | { readonly outcome: 'absent' }
  | { readonly outcome: 'unknown'; readonly failure: Failure };

/**
 * Where an execution in doubt goes, after `tried` attempts and being asked for the `asked`-th time (both counted from 1).
 * `repeatable`: an aborted attempt surely left nothing; else it is not tried again by itself.
 */
export function afterAsking(answer: MarkerAnswer, tried: number, asked: number, repeatable: boolean): AfterAttempt {
  switch (answer.outcome) {
    case 'effect':
      return { to: 'executed' };
    case 'half':
      // The chunk in doubt was not committed; the others stay, and the rest goes on.
      return { to: 'continuing', failure: { code: 'outcome-settled-absent', params: {} }, afterMs: 0 };
    case 'absent': {
      const failure = { code: 'outcome-settled-absent', params: {} } as const;
      return afterAttempt({ outcome: 'no-effect', failure, retryable: repeatable }, tried);
    }
    case 'unknown':
      return { to: 'outcome-unknown', failure: answer.failure, afterMs: askAgainAfter(asked) };
  }
}
