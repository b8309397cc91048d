// A plain table: 32 px rows, aligned numbers, skeletons of the final size. On a phone each row becomes a card whose cells
// carry the name of their column.
import { Skeleton } from '@mantine/core';
import { type ColumnDef, type RowData, tableFeatures, useTable } from '@tanstack/react-table';
import { useTranslation } from 'react-i18next';
import classes from './DataTable.module.css';

export const features = tableFeatures({});

export interface DataTableProps<Row extends RowData> {
  readonly label: string;
  readonly columns: readonly ColumnDef<typeof features, Row>[];
  readonly rows: readonly Row[] | undefined;
  readonly rowId: (row: Row) => string;
}

const skeletonRows = [0, 1, 2, 3, 4, 5];

export function DataTable<Row extends RowData>({ label, columns, rows, rowId }: DataTableProps<Row>) {
  const { t } = useTranslation();
  const table = useTable({
    features,
    columns: columns as ColumnDef<typeof features, Row>[],
    data: (rows ?? []) as Row[],
    getRowId: rowId,
  });
  return (
    <div className={classes.wrap} tabIndex={0} role="region" aria-label={label}>
      <table className={classes.table} aria-label={label} aria-busy={!rows}>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => (
                <th key={header.id} scope="col">
                  <table.FlexRender header={header} />
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {!rows &&
            skeletonRows.map((row) => (
              <tr key={row}>
                <td colSpan={columns.length}>
                  {row === 0 && <span className={classes.hidden}>{t('loading')}</span>}
                  <Skeleton height={12} width={`${String(90 - row * 7)}%`} />
                </td>
              </tr>
            ))}
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id}>
              {row.getAllCells().map((cell) => {
                const { header } = cell.column.columnDef;
                return (
                  <td key={cell.id} data-label={typeof header === 'string' ? header : undefined}>
                    <table.FlexRender cell={cell} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
