import { Button, Skeleton } from '@mantine/core';
import type { ClusterCheck } from '@sluice/contracts';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Copy } from '../../components/Copy';
import { Section } from '../../components/Page';
import { ProblemNotice } from '../../components/ProblemNotice';
import { SqlBlock, SqlLine } from '../../components/Sql';
import { State } from '../../components/State';
import classes from './Cluster.module.css';

export function CheckResults({ check }: { check: UseQueryResult<ClusterCheck[]> }) {
  const { t } = useTranslation();
  return (
    <Section
      id="grants"
      title={t('targets.cluster.checkTitle')}
      aside={
        <Button variant="default" loading={check.isFetching} onClick={() => void check.refetch()}>
          {t('targets.cluster.check')}
        </Button>
      }
    >
      {check.isPending && <Skeleton height={160} aria-label={t('targets.cluster.checking')} />}
      {check.isError && <ProblemNotice error={check.error} retry={() => void check.refetch()} />}
      {check.data?.map((one) => (
        <div key={one.purpose} className={classes.check}>
          <h3>{t(`purpose.${one.purpose}`)}</h3>
          {one.grants.length > 0 && (
            <>
              <p className={classes.dimmed}>{t('targets.cluster.grants')}</p>
              <SqlBlock sql={one.grants.join('\n')} label={t('targets.cluster.grants')} />
            </>
          )}
          <ul className={classes.results}>
            {one.results.map((result) => (
              <li key={result.code}>
                <State tone={result.ok ? 'done' : 'stopped'}>
                  {t(result.ok ? 'targets.cluster.ok' : 'targets.cluster.fails')}
                </State>
                <CheckName code={result.code} />
                {result.message !== null && <span>{result.message}</span>}
                {!result.ok && result.remedy !== null && (
                  <span className={classes.remedy}>
                    {t('targets.cluster.remedy')}: <SqlLine sql={result.remedy} /> <Copy text={result.remedy} />
                  </span>
                )}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Section>
  );
}

/** A code may carry what it is about: `writes-schema:shop`. A code that the page does not know is shown as it is. */
function CheckName({ code }: { code: string }) {
  const { t } = useTranslation();
  const [name = code, of = ''] = code.split(/:(.*)/s);
  return (
    <span title={code}>
      {t(`targets.cluster.of.${name}` as 'targets.cluster.of.connect', { of, defaultValue: code })}
    </span>
  );
}
