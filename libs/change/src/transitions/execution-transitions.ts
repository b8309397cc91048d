// THE ordered table of the ways an execution (the run of an approved revision on one shard) can go.
import type { ExecutionStatus } from '@sluice/contracts';

export interface ExecutionTransition {
  readonly from: ExecutionStatus;
  readonly to: readonly ExecutionStatus[];
}

export const executionTransitions: readonly ExecutionTransition[] = [
  { from: 'pending', to: ['running', 'failed'] },
  // Back to `pending`: the attempt surely had no effect and another one is allowed.
  { from: 'running', to: ['executed', 'failed', 'outcome-unknown', 'pending', 'continuing', 'half-run'] },
  { from: 'outcome-unknown', to: ['executed', 'failed', 'pending', 'continuing', 'half-run'] },
  // Some chunks are committed, so it is not `pending`, which nobody minds being taken back.
  { from: 'continuing', to: ['running', 'half-run'] },
  { from: 'half-run', to: ['continuing'] },
  { from: 'executed', to: ['verified', 'verification-failed'] },
  { from: 'verification-failed', to: ['verified'] },
  { from: 'verified', to: [] },
  { from: 'failed', to: [] },
];

export function mayMoveExecution(from: ExecutionStatus, to: ExecutionStatus): boolean {
  return executionTransitions.some((way) => way.from === from && way.to.includes(to));
}
