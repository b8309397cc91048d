import { Anchor, Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ClusterView } from '@sluice/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { createColumnHelper } from '@tanstack/react-table';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { clustersQuery } from '../../api/targets';
import { DataTable, features } from '../../components/DataTable';
import { Empty } from '../../components/Empty';
import { ProblemNotice } from '../../components/ProblemNotice';
import { ClusterDialog } from './ClusterDialog';
import classes from './Targets.module.css';

const column = createColumnHelper<typeof features, ClusterView>();

export function ClusterList({ mayAdd }: { mayAdd: boolean }) {
  const { t } = useTranslation();
  const list = useQuery(clustersQuery);
  const [adding, dialog] = useDisclosure(false);
  const columns = useMemo(
    () =>
      column.columns([
        column.accessor('name', {
          header: t('targets.column.name'),
          cell: ({ row: { original: cluster } }) => (
            <Anchor component={Link} to={`/clusters/${String(cluster.id)}`} inherit fw={600}>
              {cluster.name}
            </Anchor>
          ),
        }),
        column.accessor((cluster) => t(`dialect.${cluster.dialect}`), {
          id: 'dialect',
          header: t('targets.column.dialect'),
        }),
        column.accessor((cluster) => cluster.environment.name, {
          id: 'environment',
          header: t('targets.column.environment'),
        }),
        column.accessor((cluster) => cluster.team.name, { id: 'team', header: t('targets.column.team') }),
        column.accessor('instances', {
          header: t('targets.column.writer'),
          cell: (cell) => {
            const writer = cell.getValue().find(({ role }) => role === 'writer');
            return writer && <code>{`${writer.host}:${String(writer.port)}`}</code>;
          },
        }),
        column.accessor('credentials', {
          header: t('targets.column.credentials'),
          cell: (cell) =>
            cell
              .getValue()
              .map(({ purpose }) => t(`purpose.${purpose}`))
              .join(', ') || t('none'),
        }),
      ]),
    [t],
  );
  const add = mayAdd && <Button onClick={dialog.open}>{t('targets.addCluster')}</Button>;
  return (
    <div className={classes.list}>
      {list.data?.length !== 0 && <div>{add}</div>}
      {list.isError ? (
        <ProblemNotice error={list.error} retry={() => void list.refetch()} />
      ) : list.data?.length === 0 ? (
        <Empty action={add}>{t('targets.emptyClusters')}</Empty>
      ) : (
        <DataTable
          label={t('targets.clusters')}
          columns={columns}
          rows={list.data}
          rowId={(cluster) => String(cluster.id)}
        />
      )}
      {adding && <ClusterDialog onClose={dialog.close} />}
    </div>
  );
}
