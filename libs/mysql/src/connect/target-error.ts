import type { Failure } from '@sluice/contracts';

/** Why a target could not do what it was asked: coded, and saying whether anything may have happened and whether a new attempt is safe. */
export class TargetError extends Error {
  constructor(
    readonly failure: Failure,
    /** `unknown`: only the marker can tell. */
    readonly outcome: 'no-effect' | 'unknown' = 'no-effect',
    /** A wholly new attempt may succeed, and cannot do anything twice. */
    readonly retryable = false,
    readonly errno: number | null = null,
    options?: ErrorOptions,
  ) {
    super(`${failure.code} ${JSON.stringify(failure.params)}`, options);
    this.name = 'TargetError';
  }
}
