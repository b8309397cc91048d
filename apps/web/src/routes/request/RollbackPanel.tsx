// Rows that changed since, one by one, and what to do with them.
import { Button, Radio, Stack } from '@mantine/core';
import { type ConflictChoice, conflictChoiceSchema, type RequestView } from '@sluice/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../../components/Page';
import { ProblemNotice } from '../../components/ProblemNotice';
import { State } from '../../components/State';
import { ConflictTable } from './ConflictTable';
import { useConflicts, useRollback } from './useRollback';
import classes from './Request.module.css';

export function RollbackPanel({ view }: { view: RequestView }) {
  const { t } = useTranslation();
  const conflicts = useConflicts(view);
  const { isPending, rollBack } = useRollback(view);
  const [choice, setChoice] = useState<ConflictChoice>('stop');
  if (!view.allowed.rollback) return null;
  const total = conflicts.data?.total ?? 0;
  return (
    <Section id="rollback" title={t('request.rollback.title')}>
      <div role="status">
        {conflicts.isPending && <State tone="running">{t('request.rollback.checking')}</State>}
        {conflicts.data?.total === 0 && (
          <State tone="done">
            {t(
              view.revision.plan?.access
                ? 'request.rollback.cleanAccess'
                : view.revision.plan?.structure
                  ? 'request.rollback.cleanStructure'
                  : 'request.rollback.clean',
            )}
          </State>
        )}
        {total > 0 && <State tone="attention">{t('request.rollback.conflicts', { count: total })}</State>}
      </div>
      {conflicts.isError && <ProblemNotice error={conflicts.error} retry={() => void conflicts.refetch()} />}
      {conflicts.data && total > 0 && (
        <>
          <ConflictTable conflicts={conflicts.data} view={view} />
          <Radio.Group
            label={t('request.rollback.choose')}
            value={choice}
            onChange={(value) => {
              setChoice(conflictChoiceSchema.parse(value));
            }}
          >
            <Stack gap={6} mt={6}>
              {conflicts.data.choices.map((option) => (
                <Radio
                  key={option}
                  size="xs"
                  value={option}
                  label={t(`choice.${option}`)}
                  description={t(`request.rollback.${option}Help`)}
                />
              ))}
            </Stack>
          </Radio.Group>
          <div>
            <Button
              className={choice === 'overwrite' ? classes.destructive : undefined}
              loading={isPending}
              onClick={() => {
                rollBack(choice);
              }}
            >
              {choice === 'stop' ? t('request.rollback.stop') : t(`request.rollback.${choice}`, { count: total })}
            </Button>
          </div>
        </>
      )}
    </Section>
  );
}
