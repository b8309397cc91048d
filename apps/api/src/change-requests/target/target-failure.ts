import type { Failure, Finding } from '@sluice/contracts';
import { TargetError } from '@sluice/mysql';
import { ProblemError } from '../../http/problem-error.js';

/** Why the target could not be asked, or undefined when the error is not the target's. */
export function targetFailure(error: unknown): Failure | undefined {
  if (error instanceof TargetError) return error.failure;
  if (error instanceof ProblemError && error.code === 'target-unavailable') {
    return { code: 'target-unreachable', params: { message: String(error.params.message ?? '') } };
  }
  if (error instanceof ProblemError && error.code === 'rollback-not-possible') {
    return { code: 'images-gone', params: { table: '' } };
  }
  return undefined;
}

/** The same for the page of a request that waits for its target: it does not block, the stage is tried again. */
export function unreachedFinding(failure: Failure, errno: number | null): Finding {
  const message = typeof failure.params.message === 'string' ? failure.params.message : failure.code;
  return { code: 'target-says', params: { errno: errno ?? 0, message }, severity: 'warn', statement: 0 };
}

/** The same as an answer over HTTP; an error that is not the target's stays as it is. */
export function targetProblem(error: unknown): unknown {
  const failure = error instanceof ProblemError ? undefined : targetFailure(error);
  if (failure === undefined) return error;
  if (failure.code === 'images-gone') return new ProblemError('rollback-not-possible', { why: failure.code });
  const message = typeof failure.params.message === 'string' ? failure.params.message : failure.code;
  return new ProblemError('target-unavailable', { message });
}
