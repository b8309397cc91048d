// The domain's words with the tone of their state.
import type { ExecutionStatus, RequestRow, RequestStatus, Risk, RollbackVerdict, Severity } from '@sluice/contracts';
import { useTranslation } from 'react-i18next';
import { State, type Tone } from './State';

const statusTones: Record<RequestStatus, Tone> = {
  submitted: 'running',
  analysed: 'running',
  planned: 'waiting',
  approved: 'running',
  executing: 'running',
  executed: 'running',
  verified: 'done',
  closed: 'done',
  rejected: 'stopped',
  cancelled: 'stopped',
  expired: 'stopped',
  failed: 'stopped',
  'outcome-unknown': 'attention',
  'half-run': 'attention',
  'rolled-back': 'done',
};
const executionTones: Record<ExecutionStatus, Tone> = {
  pending: 'waiting',
  running: 'running',
  executed: 'running',
  verified: 'done',
  failed: 'stopped',
  'outcome-unknown': 'attention',
  'verification-failed': 'stopped',
  continuing: 'running',
  'half-run': 'attention',
};
const verdictTones: Record<RollbackVerdict, Tone> = { exact: 'done', partial: 'attention', none: 'stopped' };
const riskTones: Record<Risk, Tone> = { low: 'waiting', medium: 'attention', high: 'stopped' };
export const severityTones: Record<Severity, Tone> = { note: 'waiting', warn: 'attention', block: 'stopped' };

/** The status of a request; a planned one that cannot be approved says so. */
export function RequestState({ row }: { row: Pick<RequestRow, 'status' | 'approvable'> }) {
  const { t } = useTranslation();
  if (row.status === 'planned' && !row.approvable) return <State tone="stopped">{t('cannotRun')}</State>;
  return <Status status={row.status} />;
}

function Status({ status }: { status: RequestStatus }) {
  const { t } = useTranslation();
  return <State tone={statusTones[status]}>{t(`status.${status}`)}</State>;
}

export function ExecutionState({ status }: { status: ExecutionStatus }) {
  const { t } = useTranslation();
  return <State tone={executionTones[status]}>{t(`execution.${status}`)}</State>;
}

export function Verdict({ verdict, long = false }: { verdict: RollbackVerdict; long?: boolean }) {
  const { t } = useTranslation();
  return <State tone={verdictTones[verdict]}>{long ? t(`verdictLong.${verdict}`) : t(`verdict.${verdict}`)}</State>;
}

export function RiskMark({ risk }: { risk: Risk }) {
  const { t } = useTranslation();
  return <State tone={riskTones[risk]}>{t(`risk.${risk}`)}</State>;
}
