import type { ExecutionView } from '@sluice/contracts';
import { useTranslation } from 'react-i18next';
import { duration } from '../../components/relative-time';
import { ExecutionState } from '../../components/StateWords';
import { Time } from '../../components/Time';
import { useCoded } from '../../i18n/useCoded';
import { ChunkJournal } from './ChunkJournal';
import { Failed } from './Failed';
import classes from './Request.module.css';

function Took({ from, to }: { from: string | null; to: string | null }) {
  const { i18n } = useTranslation();
  return <>{from === null || to === null ? '–' : duration(Date.parse(to) - Date.parse(from), i18n.language)}</>;
}

/** `countsRows`: a change of structure changes none. */
export function Executions({ executions, countsRows }: { executions: readonly ExecutionView[]; countsRows: boolean }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.runs}>
      {executions.map((run) => (
        <li key={run.id}>
          <div className={classes.run}>
            <strong>{run.shard.name}</strong>
            <ExecutionState status={run.status} />
            {run.changed.some(({ matched }) => matched !== undefined) && (
              <span>
                {t('request.runs.matched')}:{' '}
                {t('unit.rows', { count: run.changed.reduce((sum, { rows, matched }) => sum + (matched ?? rows), 0) })}
              </span>
            )}
            {countsRows && (
              <span>
                {t('request.runs.changed')}:{' '}
                {t('unit.rows', { count: run.changed.reduce((sum, { rows }) => sum + rows, 0) })}
              </span>
            )}
            {run.skipped > 0 && (
              <span>
                {t('request.runs.skipped')}: {t('unit.rows', { count: run.skipped })}
              </span>
            )}
            <span>
              {t('request.runs.took')}: <Took from={run.startedAt} to={run.endedAt} />
            </span>
            {run.startedAt !== null && (
              <span>
                {t('request.runs.started')}: <Time at={run.startedAt} />
              </span>
            )}
          </div>
          {run.chunks && (
            <ChunkJournal chunks={run.chunks} done={run.status === 'executed' || run.status === 'verified'} />
          )}
          {run.failure && <Failed failure={run.failure} />}
          {run.attempts.length > 1 && <Attempts run={run} />}
        </li>
      ))}
    </ul>
  );
}

function Attempts({ run }: { run: ExecutionView }) {
  const { t } = useTranslation();
  const coded = useCoded();
  return (
    <details className={classes.details}>
      <summary>{t('unit.attempts', { count: run.attempts.length })}</summary>
      <ol className={classes.attempts}>
        {run.attempts.map((attempt) => (
          <li key={attempt.number}>
            {t('request.runs.attempt', { number: attempt.number })}: {t(`attempt.${attempt.outcome}`)} ·{' '}
            <Took from={attempt.startedAt} to={attempt.endedAt} />
            {attempt.failure && <> · {coded.failure(attempt.failure)}</>}
          </li>
        ))}
      </ol>
    </details>
  );
}
