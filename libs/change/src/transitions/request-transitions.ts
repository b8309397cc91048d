// THE ordered table of the ways a change request can go. Whatever is not here cannot happen.
import type { RequestStatus } from '@sluice/contracts';

export type RequestAct =
  | 'analyse'
  | 'plan'
  | 'approve'
  | 'reject'
  | 'run'
  | 'settle'
  | 'continue'
  | 'stop'
  | 'verify'
  | 'close'
  | 'revise'
  | 'void'
  | 'cancel'
  | 'expire'
  | 'roll-back';

export interface RequestTransition {
  readonly act: RequestAct;
  readonly from: readonly RequestStatus[];
  readonly to: readonly RequestStatus[];
}

export const requestTransitions: readonly RequestTransition[] = [
  { act: 'analyse', from: ['submitted'], to: ['analysed'] },
  { act: 'plan', from: ['analysed'], to: ['planned'] },
  { act: 'approve', from: ['planned'], to: ['approved'] },
  { act: 'reject', from: ['planned'], to: ['rejected'] },
  // Derived from the executions from here on: a shard that is tried again takes the request back to `approved`.
  {
    act: 'run',
    from: ['approved', 'executing'],
    to: ['approved', 'executing', 'executed', 'failed', 'outcome-unknown', 'half-run'],
  },
  {
    act: 'settle',
    from: ['outcome-unknown'],
    to: ['approved', 'executing', 'executed', 'verified', 'failed', 'outcome-unknown', 'half-run'],
  },
  // By a person: the chunks that are still missing.
  { act: 'continue', from: ['half-run'], to: ['executing'] },
  { act: 'stop', from: ['executing'], to: ['half-run'] },
  { act: 'verify', from: ['executed'], to: ['executed', 'verified'] },
  { act: 'close', from: ['verified'], to: ['closed'] },
  // An edit: a new revision starts over. Nothing may have run of the revision before (`failed` is without effect).
  {
    act: 'revise',
    from: ['submitted', 'analysed', 'planned', 'approved', 'rejected', 'expired', 'failed'],
    to: ['submitted'],
  },
  // Drift: what was approved is not what would run, so a new look is needed. Only while nothing had an effect.
  { act: 'void', from: ['approved', 'executing', 'failed'], to: ['submitted'] },
  { act: 'cancel', from: ['submitted', 'analysed', 'planned', 'approved'], to: ['cancelled'] },
  { act: 'expire', from: ['submitted', 'analysed', 'planned', 'approved'], to: ['expired'] },
  { act: 'roll-back', from: ['executed', 'verified', 'closed', 'half-run'], to: ['rolled-back'] },
];

export function mayMoveRequest(act: RequestAct, from: RequestStatus, to: RequestStatus): boolean {
  return requestTransitions.some((way) => way.act === act && way.from.includes(from) && way.to.includes(to));
}

/** The statuses in which `act` may be done: for guards, lists and the buttons of a page. */
export function statusesFor(act: RequestAct): readonly RequestStatus[] {
  return requestTransitions.filter((way) => way.act === act).flatMap((way) => way.from);
}
