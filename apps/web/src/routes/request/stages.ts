// Where a request stands on its way: the seven stages with the state of each.
import type { RequestView } from '@sluice/contracts';

export const stages = ['filed', 'analysed', 'planned', 'approval', 'run', 'verified', 'closed'] as const;
export type Stage = (typeof stages)[number];
export type StageState = 'done' | 'current' | 'waiting' | 'attention' | 'stopped';

type Subject = Pick<RequestView, 'status' | 'approvable' | 'executions' | 'revision'>;

function place(view: Subject): readonly [Stage, StageState] | 'all-done' {
  switch (view.status) {
    case 'submitted':
      return ['analysed', 'current'];
    case 'analysed':
      return ['planned', 'current'];
    case 'planned':
      return view.approvable ? ['approval', 'current'] : ['planned', 'stopped'];
    case 'approved':
    case 'executing':
      return ['run', 'current'];
    case 'executed':
      return ['verified', 'current'];
    case 'verified':
      return ['closed', 'current'];
    case 'closed':
    case 'rolled-back':
      return 'all-done';
    case 'failed':
      return view.executions.some(({ status }) => status === 'verification-failed')
        ? ['verified', 'stopped']
        : ['run', 'stopped'];
    case 'outcome-unknown':
    case 'half-run':
      return ['run', 'attention'];
    case 'rejected':
    case 'expired':
      return ['approval', 'stopped'];
    case 'cancelled':
      return [view.revision.plan ? 'approval' : 'planned', 'stopped'];
  }
}

export function stageStates(view: Subject): Readonly<Record<Stage, StageState>> {
  const where = place(view);
  const at = where === 'all-done' ? stages.length : stages.indexOf(where[0]);
  const states = stages.map((stage, index): [Stage, StageState] => [
    stage,
    index < at ? 'done' : index > at || where === 'all-done' ? 'waiting' : where[1],
  ]);
  return Object.fromEntries(states) as Record<Stage, StageState>;
}
