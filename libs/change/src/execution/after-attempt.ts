import type { Failure } from '@sluice/contracts';
import type { AttemptResult } from './attempt-result.js';
import { askAgainAfter, retryAfter } from './retry-policy.js';

export type AfterAttempt =
  | { readonly to: 'executed' }
  | { readonly to: 'failed'; readonly failure: Failure }
  | { readonly to: 'pending'; readonly failure: Failure; readonly afterMs: number }
  | { readonly to: 'outcome-unknown'; readonly failure: Failure; readonly afterMs: number };

/** Where an execution goes after its `tried`-th attempt (counted from 1) ended so. */
export function afterAttempt(result: AttemptResult, tried: number): AfterAttempt {
  if (result.outcome === 'effect') return { to: 'executed' };
  if (result.outcome === 'unknown') return { to: 'outcome-unknown', failure: result.failure, afterMs: 0 };
  const failure = counted(result.failure, tried);
  const afterMs = result.retryable ? retryAfter(failure.code, tried) : null;
  return afterMs === null ? { to: 'failed', failure } : { to: 'pending', failure, afterMs };
}

/** An attempt knows of itself only; people want to know how often it was tried. */
function counted(failure: Failure, tried: number): Failure {
  return 'attempts' in failure.params ? { ...failure, params: { ...failure.params, attempts: tried } } : failure;
}

/** What a locking read of the marker on a new connection said. `absent` counts only once nobody can write the marker any more. */
export type MarkerAnswer =
  | { readonly outcome: 'effect' }
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
    case 'absent': {
      const failure = { code: 'outcome-settled-absent', params: {} } as const;
      return afterAttempt({ outcome: 'no-effect', failure, retryable: repeatable }, tried);
    }
    case 'unknown':
      return { to: 'outcome-unknown', failure: answer.failure, afterMs: askAgainAfter(asked) };
  }
}
