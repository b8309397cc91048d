import type { RequestView } from '@sluice/contracts';
import { useTranslation } from 'react-i18next';
import { Rows } from '../../components/Rows';
import { SqlLine } from '../../components/Sql';
import { State } from '../../components/State';
import { RiskMark } from '../../components/StateWords';
import { formatResult } from '../write/expected-result';
import classes from './Request.module.css';

export function Why({ view }: { view: RequestView }) {
  const { t } = useTranslation();
  const { reason, expectedRows, checks } = view.revision;
  return (
    <>
      <p className={classes.reason}>{reason === '' ? t('request.why.noReason') : reason}</p>
      <p className={classes.dimmed}>{t('request.why.by', { name: view.requester.name, team: view.team.name })}</p>
      {view.risk && (
        <p>
          {t('request.why.risk')}: <RiskMark risk={view.risk} />
        </p>
      )}
      <Expectation expected={expectedRows} rows={view.rows} />
      {checks.length > 0 && (
        <details className={classes.details}>
          <summary>{t('request.why.checks', { count: checks.length })}</summary>
          <ol>
            {checks.map((check, at) => (
              <li key={at}>
                <SqlLine sql={check.sql} />
                <br />
                <span className={classes.dimmed}>{t('request.why.checkResult')}: </span>
                <code className={classes.pre}>{formatResult(check.expected)}</code>
              </li>
            ))}
          </ol>
        </details>
      )}
    </>
  );
}

function Expectation({ expected, rows }: { expected: number | null; rows: RequestView['rows'] }) {
  const { t } = useTranslation();
  if (expected === null) return <p className={classes.dimmed}>{t('request.why.noExpectation')}</p>;
  const text = t('request.why.expects', { count: expected });
  if (!rows || rows.atLeast) {
    return (
      <p>
        {text} (<Rows rows={rows} />)
      </p>
    );
  }
  const met = rows.rows === expected;
  return (
    <p>
      {text}:{' '}
      <State tone={met ? 'done' : 'attention'}>
        {met ? t('request.why.met') : t('request.why.missed', { actual: t('unit.rows', { count: rows.rows }) })}
      </State>
    </p>
  );
}
