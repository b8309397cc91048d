import type { ExecutionStatus, RequestStatus } from '@sluice/contracts';

export type DerivedStatus = Extract<
  RequestStatus,
  'approved' | 'executing' | 'executed' | 'verified' | 'failed' | 'outcome-unknown' | 'half-run'
>;

/**
 * The status of an approved request from its executions (one per shard, at least one). Doubt outweighs work under way, which
 * outweighs a half-run, which outweighs failure, which outweighs success. A failed verification leaves the request `executed`: it did run.
 */
export function deriveRequestStatus(executions: readonly ExecutionStatus[]): DerivedStatus {
  const some = (...statuses: ExecutionStatus[]) => executions.some((status) => statuses.includes(status));
  const every = (status: ExecutionStatus) => executions.every((other) => other === status);
  if (every('pending')) return 'approved';
  if (some('outcome-unknown')) return 'outcome-unknown';
  if (some('pending', 'running', 'continuing')) return 'executing';
  if (some('half-run')) return 'half-run';
  if (some('failed')) return 'failed';
  return every('verified') ? 'verified' : 'executed';
}
