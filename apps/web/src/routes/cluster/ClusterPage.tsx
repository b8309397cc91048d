// One cluster: its accounts, the GRANTs that they need, and whether they have them.
import { Skeleton } from '@mantine/core';
import { credentialPurposeSchema } from '@sluice/contracts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { clusterCheckQuery, clustersQuery } from '../../api/targets';
import { hasRole, useMe } from '../../app/useMe';
import { NotAllowed } from '../../components/NotAllowed';
import { NotFound } from '../../components/NotFound';
import { Page, Section } from '../../components/Page';
import { ProblemNotice } from '../../components/ProblemNotice';
import { CheckResults } from './CheckResults';
import { CredentialForm } from './CredentialForm';
import { KeptImages } from './KeptImages';
import { TlsForm } from './TlsForm';
import classes from './Cluster.module.css';

const route = getRouteApi('/signed-in/clusters/$id');

export function ClusterPage() {
  const { t } = useTranslation();
  const me = useMe();
  const { id } = route.useParams();
  const clusters = useQuery(clustersQuery);
  const onboards = hasRole(me, 'dba', 'admin');
  const check = useQuery({ ...clusterCheckQuery(id), enabled: onboards });
  if (!onboards && !hasRole(me, 'oncall', 'auditor')) {
    return <NotAllowed title={t('targets.clusters')} roles={['dba', 'admin']} />;
  }
  const cluster = clusters.data?.find((one) => one.id === id);
  if (clusters.data && !cluster) return <NotFound />;
  const title = t('targets.cluster.title', { name: cluster?.name ?? '…' });
  const missing = check.data?.flatMap(({ results }) => results).filter(({ ok }) => !ok).length;
  const answer =
    missing === undefined
      ? title
      : missing === 0
        ? t('targets.cluster.allGood')
        : t('targets.cluster.missing', { count: missing });
  return (
    <Page title={title} kicker={title} answer={<span role="status">{answer}</span>}>
      {clusters.isError && <ProblemNotice error={clusters.error} retry={() => void clusters.refetch()} />}
      {!cluster && !clusters.isError && <Skeleton height={240} aria-label={t('loading')} />}
      {cluster && (
        <>
          <Section id="instances" title={t('targets.cluster.instances')}>
            <ul className={classes.instances}>
              {cluster.instances.map((instance) => (
                <li key={instance.id}>
                  <code>{`${instance.host}:${String(instance.port)}`}</code> {t(`targets.cluster.${instance.role}`)}
                </li>
              ))}
            </ul>
          </Section>
          <Section id="images" title={t('targets.cluster.images')}>
            <KeptImages images={cluster.images} />
          </Section>
          <Section id="tls" title={t('targets.tls.title')}>
            {onboards ? <TlsForm cluster={cluster} /> : <p>{t(`tls.${cluster.tls.mode}`)}</p>}
          </Section>
          {onboards && (
            <Section id="accounts" title={t('targets.cluster.accounts')}>
              <p className={classes.dimmed}>{t('targets.cluster.accountsHelp')}</p>
              <div className={classes.accounts}>
                {credentialPurposeSchema.options.map((purpose) => (
                  <CredentialForm
                    key={purpose}
                    clusterId={id}
                    purpose={purpose}
                    present={cluster.credentials.find((one) => one.purpose === purpose)}
                  />
                ))}
              </div>
            </Section>
          )}
          {onboards && <CheckResults check={check} />}
        </>
      )}
    </Page>
  );
}
