import { Button } from '@mantine/core';
import type { SessionView } from '@sluice/contracts';
import { useQuery } from '@tanstack/react-query';
import { createColumnHelper } from '@tanstack/react-table';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { revokeSession, sessionsQuery } from '../../api/access';
import { keys } from '../../api/keys';
import { DataTable, features } from '../../components/DataTable';
import { ProblemNotice } from '../../components/ProblemNotice';
import { Time } from '../../components/Time';
import { useAct } from '../../components/useAct';

const column = createColumnHelper<typeof features, SessionView>();

export function Sessions() {
  const { t } = useTranslation();
  const sessions = useQuery(sessionsQuery);
  const { mutate: revoke } = useAct<number>({
    run: revokeSession,
    refresh: keys.sessions,
    said: () => t('account.revoked'),
  });
  const columns = useMemo(
    () =>
      column.columns([
        column.accessor('userAgent', { header: t('account.device'), cell: (cell) => browserOf(cell.getValue()) }),
        column.accessor('ip', { header: t('account.ip') }),
        column.accessor('createdAt', { header: t('account.started'), cell: (cell) => <Time at={cell.getValue()} /> }),
        column.accessor('lastSeenAt', { header: t('account.lastSeen'), cell: (cell) => <Time at={cell.getValue()} /> }),
        column.display({
          id: 'act',
          header: '',
          cell: ({ row: { original: session } }) =>
            session.current ? (
              <strong>{t('account.thisSession')}</strong>
            ) : (
              <Button
                variant="default"
                size="compact-xs"
                aria-label={t('account.revokeFor', { ip: session.ip })}
                onClick={() => {
                  revoke(session.id);
                }}
              >
                {t('account.revoke')}
              </Button>
            ),
        }),
      ]),
    [t, revoke],
  );
  if (sessions.isError) return <ProblemNotice error={sessions.error} retry={() => void sessions.refetch()} />;
  return (
    <DataTable
      label={t('account.sessions')}
      columns={columns}
      rows={sessions.data}
      rowId={(session) => String(session.id)}
    />
  );
}

/** `Firefox, Linux`: enough to recognise one's own. */
function browserOf(userAgent: string): string {
  const browser = /Edg|OPR|Firefox|Chrome|Safari/.exec(userAgent)?.[0];
  const system = /Android|iPhone|iPad|Windows|Mac OS X|Linux/.exec(userAgent)?.[0];
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS X': 'macOS' };
  const known = [browser, system].flatMap((name) => (name === undefined ? [] : [names[name] ?? name]));
  return known.length === 0 ? userAgent.slice(0, 60) : known.join(', ');
}
