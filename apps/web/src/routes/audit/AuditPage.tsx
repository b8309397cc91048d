// Every act on record, newest first.
import { Button, Group, NumberInput, Select } from '@mantine/core';
import { type AuditAction, auditActions } from '@sluice/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { accountsQuery } from '../../api/access';
import { auditQuery } from '../../api/audit';
import { hasRole, useMe } from '../../app/useMe';
import { DataTable } from '../../components/DataTable';
import { Empty } from '../../components/Empty';
import { NotAllowed } from '../../components/NotAllowed';
import { Page } from '../../components/Page';
import { ProblemNotice } from '../../components/ProblemNotice';
import { ExportMenu } from './ExportMenu';
import { useAuditColumns } from './useAuditColumns';

const route = getRouteApi('/signed-in/audit');

export function AuditPage() {
  const { t } = useTranslation();
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const reads = hasRole(me, 'auditor', 'admin');
  const log = useInfiniteQuery({ ...auditQuery(search), enabled: reads });
  const people = useQuery({ ...accountsQuery, enabled: reads });
  const columns = useAuditColumns();
  const acts = useMemo(
    () =>
      (Object.keys(auditActions) as AuditAction[])
        .map((value) => ({ value, label: t(`actNames.${value}`) }))
        .sort((a, b) => a.label.localeCompare(b.label)),
    [t],
  );
  const rows = useMemo(() => log.data?.pages.flatMap((page) => page.items), [log.data]);
  if (!reads) return <NotAllowed title={t('audit.title')} roles={['auditor', 'admin']} />;
  return (
    <Page title={t('audit.title')} answer={t('audit.answer')} actions={<ExportMenu filter={search} />}>
      <Group gap={8}>
        <Select
          size="xs"
          w={260}
          aria-label={t('audit.action')}
          placeholder={t('audit.anyAction')}
          clearable
          searchable
          data={acts}
          value={search.action ?? null}
          onChange={(action) => {
            void navigate({ search: (before) => ({ ...before, action: action ?? undefined }), replace: true });
          }}
        />
        <Select
          size="xs"
          w={200}
          aria-label={t('audit.person')}
          placeholder={t('audit.anyPerson')}
          clearable
          searchable
          data={(people.data ?? []).map(({ id, login, name }) => ({ value: String(id), label: `${name} (${login})` }))}
          value={search.actorId === undefined ? null : String(search.actorId)}
          onChange={(id) => {
            const actorId = id === null ? undefined : Number(id);
            void navigate({ search: (before) => ({ ...before, actorId }), replace: true });
          }}
        />
        <NumberInput
          size="xs"
          w={120}
          aria-label={t('audit.subjectId')}
          placeholder={t('audit.subjectId')}
          allowDecimal={false}
          allowNegative={false}
          hideControls
          value={search.subjectId ?? ''}
          onChange={(value) => {
            const subjectId = typeof value === 'number' && value > 0 ? value : undefined;
            void navigate({ search: (before) => ({ ...before, subjectId }), replace: true });
          }}
        />
      </Group>
      {log.isError ? (
        <ProblemNotice error={log.error} retry={() => void log.refetch()} />
      ) : rows?.length === 0 ? (
        <Empty>{t('audit.empty')}</Empty>
      ) : (
        <DataTable label={t('audit.title')} columns={columns} rows={rows} rowId={(entry) => String(entry.id)} />
      )}
      {log.hasNextPage && (
        <Button variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          {t('act.loadMore')}
        </Button>
      )}
    </Page>
  );
}
