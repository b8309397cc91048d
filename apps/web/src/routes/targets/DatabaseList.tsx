import { Anchor, Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { TargetDatabaseView } from '@sluice/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { createColumnHelper } from '@tanstack/react-table';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { targetDatabasesQuery } from '../../api/targets';
import { DataTable, features } from '../../components/DataTable';
import { Empty } from '../../components/Empty';
import { FilterInput } from '../../components/FilterInput';
import { ProblemNotice } from '../../components/ProblemNotice';
import { useBytes } from '../../components/useBytes';
import { DatabaseDialog } from './DatabaseDialog';
import classes from './Targets.module.css';

const column = createColumnHelper<typeof features, TargetDatabaseView>();

function useColumns() {
  const { t } = useTranslation();
  const bytes = useBytes();
  return useMemo(
    () =>
      column.columns([
        column.accessor('name', {
          header: t('targets.column.name'),
          cell: (cell) => <strong>{cell.getValue()}</strong>,
        }),
        column.accessor((target) => target.environment, {
          id: 'environment',
          header: t('targets.column.environment'),
          cell: (cell): ReactNode => {
            const { name, production } = cell.getValue();
            return production && name !== t('production') ? `${name} (${t('production')})` : name;
          },
        }),
        column.accessor((target) => target.team.name, { id: 'team', header: t('targets.column.team') }),
        column.accessor('shards', {
          header: t('targets.column.shards'),
          cell: (cell) => (
            <span>
              {cell.getValue().map((shard) => (
                <code key={shard.id}>
                  {shard.clusterName}/{shard.schema}{' '}
                </code>
              ))}
            </span>
          ),
        }),
        column.accessor('imagesBytes', {
          header: t('targets.column.images'),
          cell: (cell) => bytes(cell.getValue()),
        }),
        column.display({
          id: 'file',
          header: t('targets.column.mayFile'),
          cell: ({ row: { original: target } }) =>
            target.mayFile ? (
              <Anchor
                component={Link}
                to={`/requests/new?target=${String(target.id)}`}
                inherit
                aria-label={t('targets.fileHereFor', { name: target.name })}
              >
                {t('targets.fileHere')}
              </Anchor>
            ) : (
              <span className={classes.dimmed}>{t('targets.notAllowed', { team: target.team.name })}</span>
            ),
        }),
      ]),
    [t, bytes],
  );
}

export function DatabaseList({ mayAdd }: { mayAdd: boolean }) {
  const { t } = useTranslation();
  const list = useQuery(targetDatabasesQuery);
  const columns = useColumns();
  const [text, setText] = useState('');
  const [adding, dialog] = useDisclosure(false);
  const rows = useMemo(
    () =>
      list.data?.filter((target) =>
        `${target.name} ${target.team.name} ${target.environment.name}`.toLowerCase().includes(text.toLowerCase()),
      ),
    [list.data, text],
  );
  const add = mayAdd && <Button onClick={dialog.open}>{t('targets.addDatabase')}</Button>;
  return (
    <div className={classes.list}>
      <div className={classes.bar}>
        <FilterInput label={t('targets.filter')} value={text} onChange={setText} />
        {list.data?.length !== 0 && add}
      </div>
      {list.isError ? (
        <ProblemNotice error={list.error} retry={() => void list.refetch()} />
      ) : list.data?.length === 0 ? (
        <Empty action={add}>
          {t('targets.emptyDatabases')} {!mayAdd && t('targets.emptyAsk')}
        </Empty>
      ) : (
        <DataTable label={t('targets.databases')} columns={columns} rows={rows} rowId={(target) => String(target.id)} />
      )}
      {adding && <DatabaseDialog onClose={dialog.close} />}
    </div>
  );
}
