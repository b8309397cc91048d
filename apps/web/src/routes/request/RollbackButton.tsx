import { Button } from '@mantine/core';
import type { RequestView } from '@sluice/contracts';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { changedRows, useConflicts, useRollback } from './useRollback';

/** One click where no row changed since; else it leads to the conflicts, where one chooses. */
export function RollbackButton({ view }: { view: RequestView }) {
  const { t } = useTranslation();
  const conflicts = useConflicts(view);
  const { isPending, rollBack } = useRollback(view);
  const count = changedRows(view);
  return (
    <Button
      size="sm"
      variant="default"
      leftSection={<IconArrowBackUp size={16} aria-hidden />}
      loading={isPending || conflicts.isPending}
      onClick={() => {
        if (conflicts.data?.total === 0) rollBack('stop');
        else document.getElementById('rollback')?.scrollIntoView({ block: 'center' });
      }}
    >
      {count > 0 ? t('request.rollback.button', { count }) : t('request.rollback.buttonAll')}
    </Button>
  );
}
