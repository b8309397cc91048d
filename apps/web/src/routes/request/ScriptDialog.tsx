import { Button, Modal, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { scriptFile, scriptPath } from '../../api/change-requests';
import { askText } from '../../api/client';
import { keys } from '../../api/keys';
import { ProblemNotice } from '../../components/ProblemNotice';
import { SqlBlock } from '../../components/Sql';
import classes from './Request.module.css';

const shownCharacters = 200_000;

export function ScriptDialog({ id, opened, onClose }: { id: number; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const script = useQuery({
    queryKey: [...keys.request(id), 'script'],
    queryFn: ({ signal }) => askText(scriptPath(id), shownCharacters, signal),
    enabled: opened,
  });
  const title = t('request.how.scriptTitle', { id });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="xl"
      title={title}
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      {script.isPending && <Skeleton height={320} aria-label={t('loading')} />}
      {script.isError && <ProblemNotice error={script.error} retry={() => void script.refetch()} />}
      {script.data && (
        <>
          <SqlBlock sql={script.data.text} label={title} />
          {script.data.cut && (
            <p className={classes.small}>
              {t('request.how.scriptCut', { shown: t('unit.characters', { count: shownCharacters }) })}
            </p>
          )}
          <Button component="a" mt="sm" variant="default" href={scriptFile(id)} download>
            {t('request.how.download')}
          </Button>
        </>
      )}
    </Modal>
  );
}
