// Target databases, and for DBAs and administrators what it takes to add one.
import { Group, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { targetDatabasesQuery } from '../../api/targets';
import { hasRole, useMe } from '../../app/useMe';
import { Page } from '../../components/Page';
import { ClusterList } from './ClusterList';
import { DatabaseList } from './DatabaseList';
import { EnvironmentList } from './EnvironmentList';
import { Steps } from './Steps';

const route = getRouteApi('/signed-in/targets');
const views = ['databases', 'clusters', 'environments'] as const;

export function TargetsPage() {
  const { t } = useTranslation();
  const me = useMe();
  const { view = 'databases' } = route.useSearch();
  const navigate = route.useNavigate();
  const databases = useQuery(targetDatabasesQuery);
  const onboards = hasRole(me, 'dba', 'admin');
  const mayRead = onboards || hasRole(me, 'oncall', 'auditor');
  const count = databases.data?.length;
  const mayFile = databases.data?.filter((target) => target.mayFile).length ?? 0;
  return (
    <Page
      title={t('targets.title')}
      answer={
        count === undefined ? (
          t('loading')
        ) : (
          <>
            {t('targets.answer', { count })} {count > 0 && t('targets.answerMayFile', { count: mayFile })}
          </>
        )
      }
    >
      {mayRead && (
        <Group>
          <SegmentedControl
            size="xs"
            aria-label={t('targets.views')}
            value={view}
            onChange={(value) => {
              const next = views.find((name) => name === value);
              void navigate({ search: { view: next === 'databases' ? undefined : next } });
            }}
            data={views.map((value) => ({ value, label: t(`targets.${value}`) }))}
          />
        </Group>
      )}
      {onboards && <Steps />}
      {view === 'databases' && <DatabaseList mayAdd={onboards} />}
      {view === 'clusters' && mayRead && <ClusterList mayAdd={onboards} />}
      {view === 'environments' && mayRead && <EnvironmentList mayAdd={hasRole(me, 'admin')} />}
    </Page>
  );
}
