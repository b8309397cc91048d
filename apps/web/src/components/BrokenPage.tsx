import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Page } from './Page';
import { ProblemNotice, useTell } from './ProblemNotice';

/** A page that could not be shown at all. */
export function BrokenPage({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const told = useTell()(error);
  return (
    <Page
      title={told.title}
      answer={told.title}
      actions={
        <Button
          onClick={() => {
            window.location.reload();
          }}
        >
          {t('trouble.reload')}
        </Button>
      }
    >
      <ProblemNotice error={error} />
    </Page>
  );
}
