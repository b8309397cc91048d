import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from './Empty';
import { Page } from './Page';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Page title={t('trouble.notFoundTitle')} kicker="404" answer={t('trouble.notFoundTitle')}>
      <Empty
        action={
          <Button component={Link} to="/">
            {t('trouble.toInbox')}
          </Button>
        }
      >
        {t('trouble.notFoundHelp')}
      </Empty>
    </Page>
  );
}
