import { Skeleton } from '@mantine/core';
import type { RequestRow } from '@sluice/contracts';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../app/keys/useKeys';
import { RequestLine } from './RequestLine';
import { useApprove } from './useApprove';
import classes from './Inbox.module.css';

const columns = ['request', 'target', 'rows', 'rollback', 'requester', 'filed', 'risk', 'status'] as const;
const skeletonRows = [0, 1, 2, 3, 4, 5, 6, 7];

export function RequestTable({ rows }: { rows: readonly RequestRow[] | undefined }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { approve, pending } = useApprove();
  const [chosen, setChosen] = useState<number | null>(null);
  const at = rows?.findIndex((row) => row.id === chosen) ?? -1;
  const move = (step: number) => {
    const next = rows?.[Math.min(Math.max(at + step, 0), rows.length - 1)];
    if (!next) return;
    setChosen(next.id);
    document.getElementById(`request-${String(next.id)}`)?.focus();
  };
  const current = rows?.[at];
  useKeys({
    j: () => {
      move(1);
    },
    k: () => {
      move(-1);
    },
    Enter: () => current && void navigate({ to: '/requests/$id', params: { id: current.id } }),
    a: () => {
      if (current?.approvable && current.allowed.approve) approve(current);
    },
  });

  return (
    <table className={classes.table} aria-label={t('inbox.table')} aria-busy={!rows}>
      <thead>
        <tr>
          {columns.map((name) => (
            <th key={name} scope="col" data-column={name}>
              {t(`inbox.column.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows?.map((row) => (
          <RequestLine
            key={row.id}
            row={row}
            chosen={row.id === chosen}
            onChoose={() => {
              setChosen(row.id);
            }}
            onApprove={() => {
              approve(row);
            }}
            pending={pending === row.id}
          />
        )) ??
          skeletonRows.map((row) => (
            <tr key={row}>
              <td colSpan={columns.length}>
                <Skeleton height={12} width={`${String(94 - row * 5)}%`} />
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
