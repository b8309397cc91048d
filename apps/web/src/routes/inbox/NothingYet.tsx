import { Button } from '@mantine/core';
import type { RequestScope } from '@sluice/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { files, hasRole, useMe } from '../../app/useMe';
import { Empty } from '../../components/Empty';

/** What an empty list will hold, and what to do first, for those who can. */
export function NothingYet({ scope }: { scope: RequestScope }) {
  const { t } = useTranslation();
  const me = useMe();
  const approves = hasRole(me, 'approver', 'dba');
  if (!files(me)) {
    return (
      <Empty
        action={
          scope !== 'all' && (
            <Button variant="default" component={Link} to="/?scope=all">
              {t('inbox.toAll')}
            </Button>
          )
        }
      >
        {t('inbox.emptyWatching')}
      </Empty>
    );
  }
  return (
    <Empty
      action={
        <Button component={Link} to="/requests/new">
          {t('shell.newRequest')}
        </Button>
      }
    >
      {scope === 'inbox' && approves ? t('inbox.emptyInbox') : t('inbox.emptyMine')}
    </Empty>
  );
}
