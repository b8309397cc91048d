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
  const { failure } = result;
  if (result.outcome === 'unknown') return { to: 'outcome-unknown', failure, afterMs: 0 };
  const afterMs = retryAfter(failure.code, tried);
  return afterMs === null ? { to: 'failed', failure } : { to: 'pending', failure, afterMs };
}

/** What a locking read of the marker on a new connection said, and whether the first try's server thread is surely gone. */
export type MarkerAnswer = 'committed' | 'absent' | 'absent-but-alive' | 'locked' | 'no-answer';

/**
 * Where an execution in doubt goes. An absent marker is proof only when nobody can still write it; then another attempt under the
 * same marker key is safe, because that key is unique on the target.
 */
export function afterAsking(answer: MarkerAnswer, asked: number): AfterAttempt {
  switch (answer) {
    case 'committed':
      return { to: 'executed' };
    case 'absent':
      return { to: 'pending', failure: { code: 'outcome-settled-absent', params: {} }, afterMs: 0 };
    case 'absent-but-alive':
    case 'locked':
      return { to: 'outcome-unknown', failure: { code: 'marker-locked', params: {} }, afterMs: askAgainAfter(asked) };
    case 'no-answer':
      return { to: 'outcome-unknown', failure: { code: 'connection-lost', params: {} }, afterMs: askAgainAfter(asked) };
  }
}
