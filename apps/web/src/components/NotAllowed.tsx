import { Button } from '@mantine/core';
import type { Role } from '@sluice/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from './Empty';
import { Page } from './Page';
import { useRoleList } from './useRoleList';

/** In the place of a page that the signed-in person may not see: who can. */
export function NotAllowed({ title, roles }: { title: string; roles: readonly Role[] }) {
  const { t } = useTranslation();
  const list = useRoleList();
  return (
    <Page title={title} answer={t('trouble.notAllowedTitle')}>
      <Empty
        action={
          <Button component={Link} to="/">
            {t('trouble.toInbox')}
          </Button>
        }
      >
        {t('trouble.notAllowedWho', { roles: list(roles) })}
      </Empty>
    </Page>
  );
}
