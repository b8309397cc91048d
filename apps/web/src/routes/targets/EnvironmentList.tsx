import { Button, Checkbox, NumberInput, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { EnvironmentView } from '@sluice/contracts';
import { useQuery } from '@tanstack/react-query';
import { createColumnHelper } from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keys } from '../../api/keys';
import { createEnvironment, environmentsQuery, setImagesKept } from '../../api/targets';
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
  const [changing, setChanging] = useState<EnvironmentView | null>(null);
  const columns = useMemo(
    () =>
      column.columns([
        column.accessor('name', { header: t('targets.column.name') }),
        column.accessor('production', {
          header: t('targets.column.production'),
          cell: (cell) => (cell.getValue() ? t('production') : '–'),
        }),
        column.accessor('imagesKeptDays', {
          header: t('targets.column.imagesKept'),
          cell: ({ row: { original: environment } }) => (
            <span className={classes.inline}>
              {t('unit.days', { count: environment.imagesKeptDays })}
              {mayAdd && (
                <Button
                  variant="default"
                  size="compact-xs"
                  aria-label={t('targets.imagesKeptOf', { name: environment.name })}
                  onClick={() => {
                    setChanging(environment);
                  }}
                >
                  {t('act.edit')}
                </Button>
              )}
            </span>
          ),
        }),
      ]),
    [t, mayAdd],
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
      {changing && (
        <ImagesKeptDialog
          environment={changing}
          onClose={() => {
            setChanging(null);
          }}
        />
      )}
    </div>
  );
}

function EnvironmentDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [production, setProduction] = useState(false);
  const [days, setDays] = useState(7);
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
        adding.mutate({ name, production, imagesKeptDays: days });
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
      <DaysInput days={days} onChange={setDays} />
    </FormDialog>
  );
}

function ImagesKeptDialog({ environment, onClose }: { environment: EnvironmentView; onClose: () => void }) {
  const { t } = useTranslation();
  const [days, setDays] = useState(environment.imagesKeptDays);
  const title = t('targets.imagesKeptOf', { name: environment.name });
  const setting = useAct({
    run: setImagesKept,
    refresh: keys.targets,
    said: () => t('targets.imagesKeptSaved'),
    after: onClose,
  });
  return (
    <FormDialog
      title={title}
      submit={t('targets.save')}
      opened
      pending={setting.isPending}
      onClose={onClose}
      onSubmit={() => {
        setting.mutate({ id: environment.id, imagesKeptDays: days });
      }}
    >
      <DaysInput days={days} onChange={setDays} />
    </FormDialog>
  );
}

function DaysInput({ days, onChange }: { days: number; onChange: (days: number) => void }) {
  const { t } = useTranslation();
  return (
    <NumberInput
      label={t('targets.column.imagesKept')}
      description={t('targets.imagesKeptHelp')}
      value={days}
      min={1}
      max={90}
      allowDecimal={false}
      suffix={t('targets.daysSuffix')}
      required
      onChange={(value) => {
        if (typeof value === 'number') onChange(value);
      }}
    />
  );
}
