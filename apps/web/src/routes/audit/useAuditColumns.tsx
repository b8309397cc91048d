import { Anchor } from '@mantine/core';
import type { AuditEntryView } from '@sluice/contracts';
import { Link } from '@tanstack/react-router';
import { createColumnHelper } from '@tanstack/react-table';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { features } from '../../components/DataTable';
import { State } from '../../components/State';
import { ExactTime } from '../../components/Time';
import { useCoded } from '../../i18n/useCoded';

const column = createColumnHelper<typeof features, AuditEntryView>();

export function useAuditColumns() {
  const { t } = useTranslation();
  const coded = useCoded();
  return useMemo(
    () =>
      column.columns([
        column.accessor('at', { header: t('audit.time'), cell: (cell) => <ExactTime at={cell.getValue()} /> }),
        column.accessor((entry) => entry.actor?.login ?? t('system'), { id: 'who', header: t('audit.who') }),
        column.display({
          id: 'act',
          header: t('audit.act'),
          cell: ({ row: { original: entry } }) => (
            <span title={entry.action}>{coded.act(entry.action, entry.params)}</span>
          ),
        }),
        column.display({
          id: 'subject',
          header: t('audit.subject'),
          cell: ({ row: { original: entry } }) =>
            entry.subject.type === 'change-request' ? (
              <Anchor component={Link} to={`/requests/${String(entry.subject.id)}`} inherit>
                {t('request.title', { id: entry.subject.id })}
              </Anchor>
            ) : (
              <span>
                {t('audit.subjectText', {
                  type: t(`audit.subjects.${entry.subject.type}` as 'audit.subjects.team', {
                    defaultValue: entry.subject.type,
                  }),
                  id: entry.subject.id,
                })}
              </span>
            ),
        }),
        column.display({
          id: 'seal',
          header: t('audit.sequence'),
          cell: ({ row: { original: entry } }) =>
            entry.sequence === null ? (
              <State tone="running">{t('audit.unsealed')}</State>
            ) : (
              <span>
                {entry.sequence} <code title={entry.hash ?? ''}>{entry.hash?.slice(0, 12)}</code>
              </span>
            ),
        }),
      ]),
    [t, coded],
  );
}
