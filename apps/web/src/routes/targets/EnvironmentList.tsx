import { Button, Checkbox, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { EnvironmentView } from '@sluice/contracts';
import { useQuery } from '@tanstack/react-query';
import { createColumnHelper } from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keys } from '../../api/keys';
import { createEnvironment, environmentsQuery } from '../../api/targets';
import { DataTable, features } from '../../components/DataTable';
import { Empty } from '../../components/Empty';
import { FormDialog } from '../../components/FormDialog';
import { ProblemNotice } from '../../components/ProblemNotice';
import { useAct } from '../../components/useAct';
import classes from './Targets.module.css';

const column = createColumnHelper<typeof features, EnvironmentView>();

export function EnvironmentList({ mayAdd }: { mayAdd: boolean }) {
  const { t } = useTranslation();
  const list = useQuery(environmentsQuery);
  const [adding, dialog] = useDisclosure(false);
  const columns = useMemo(
    () =>
      column.columns([
        column.accessor('name', { header: t('targets.column.name') }),
        column.accessor('production', {
          header: t('targets.column.production'),
          cell: (cell) => (cell.getValue() ? t('targets.production') : '–'),
        }),
      ]),
    [t],
  );
  const add = mayAdd && <Button onClick={dialog.open}>{t('targets.addEnvironment')}</Button>;
  return (
    <div className={classes.list}>
      {list.data?.length !== 0 && <div>{add}</div>}
      {list.isError ? (
        <ProblemNotice error={list.error} retry={() => void list.refetch()} />
      ) : list.data?.length === 0 ? (
        <Empty action={add}>{t('targets.emptyEnvironments')}</Empty>
      ) : (
        <DataTable
          label={t('targets.environments')}
          columns={columns}
          rows={list.data}
          rowId={(environment) => String(environment.id)}
        />
      )}
      {adding && <EnvironmentDialog onClose={dialog.close} />}
    </div>
  );
}

function EnvironmentDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [production, setProduction] = useState(false);
  const adding = useAct({
    run: createEnvironment,
    refresh: keys.targets,
    said: (made: { name: string; production: boolean }) => t('targets.added', { name: made.name }),
    after: onClose,
  });
  return (
    <FormDialog
      title={t('targets.addEnvironment')}
      submit={t('targets.addEnvironment')}
      opened
      pending={adding.isPending}
      onClose={onClose}
      onSubmit={() => {
        adding.mutate({ name, production });
      }}
    >
      <TextInput
        label={t('targets.name')}
        value={name}
        onChange={(event) => {
          setName(event.currentTarget.value);
        }}
        required
        maxLength={100}
        data-autofocus
      />
      <Checkbox
        size="xs"
        label={t('targets.production')}
        description={t('targets.productionHelp')}
        checked={production}
        onChange={(event) => {
          setProduction(event.currentTarget.checked);
        }}
      />
    </FormDialog>
  );
}
