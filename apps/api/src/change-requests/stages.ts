// THE ordered table of the stages that the dispatcher starts, and the statuses by which it finds their work. People start submit,
// approve, cancel and rollback. Where each act leads is in @sluice/change. Stages know this table and store/, never each other.
import type { ExecutionStatus, RequestStatus } from '@sluice/contracts';

/** A stage that works on a whole request in one of these statuses. */
interface RequestStage {
  readonly of: 'request';
  readonly takes: readonly RequestStatus[];
}

/** A stage that works on one execution in one of these statuses. */
interface ExecutionStage {
  readonly of: 'execution';
  readonly takes: readonly ExecutionStatus[];
}

export const dispatchedStages = {
  /** Read the text, the schema and the first rows: findings, plan, preview. */
  analyse: { of: 'request', takes: ['submitted'] },
  /** Verdict, risk, content hash, who must agree. Then it waits for people. */
  plan: { of: 'request', takes: ['analysed'] },
  /** Claim, recheck hash and drift, run, record. */
  execute: { of: 'execution', takes: ['pending', 'continuing'] },
  /** Ask the target what became of it: the outcome is unknown, or the worker that ran it is gone. */
  settle: { of: 'execution', takes: ['running', 'outcome-unknown'] },
  /** Compare the target with plan and images. */
  verify: { of: 'execution', takes: ['executed', 'verification-failed'] },
  /** Seal the request; of a rollback, mark the original as rolled back. */
  close: { of: 'request', takes: ['verified'] },
} as const satisfies Readonly<Record<string, RequestStage | ExecutionStage>>;

export type DispatchedStage = keyof typeof dispatchedStages;

/** One piece of work; `id` is of the request or of the execution, as `of` of its stage says. */
export interface DueWork {
  readonly stage: DispatchedStage;
  readonly requestId: number;
  readonly id: number;
}

/** `moved`: a status changed, look again at once. `waits`: nothing to do now; someone else has it, or it is put off. */
export type StageOutcome = 'moved' | 'waits';

/** What each stage's service offers to the dispatcher. */
export interface StageWork {
  /** `ending` fires when the process has to end: what was begun and can be undone as a whole is ended then. */
  work(id: number, ending: AbortSignal): Promise<StageOutcome>;
}
