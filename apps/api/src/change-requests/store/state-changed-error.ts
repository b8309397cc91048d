import type { ExecutionStatus, RequestStatus } from '@sluice/contracts';
import { ProblemError } from '../../http/problem-error.js';

/** A compare-and-set found another state than the one it names: someone else moved first, and nothing was written. */
export class StateChangedError extends ProblemError {
  constructor(status: RequestStatus | ExecutionStatus | 'gone' | 'lease-lost') {
    super('state-changed', { status });
    this.name = 'StateChangedError';
  }
}
