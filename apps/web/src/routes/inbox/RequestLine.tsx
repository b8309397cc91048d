import { Button } from '@mantine/core';
import type { RequestRow } from '@sluice/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Rows } from '../../components/Rows';
import { SqlLine } from '../../components/Sql';
import { StateShape } from '../../components/State';
import { RequestState, RiskMark } from '../../components/StateWords';
import { Time } from '../../components/Time';
import { WayBack } from '../../components/WayBack';
import classes from './Inbox.module.css';

export interface RequestLineProps {
  readonly row: RequestRow;
  readonly chosen: boolean;
  readonly pending: boolean;
  readonly onChoose: () => void;
  readonly onApprove: () => void;
}

export function RequestLine({ row, chosen, pending, onChoose, onApprove }: RequestLineProps) {
  const { t } = useTranslation();
  const noUndo = row.verdict === 'none';
  const more = row.statementCount - 1;
  return (
    <tr data-chosen={chosen} onFocus={onChoose}>
      <td data-column="request">
        <Link
          id={`request-${String(row.id)}`}
          to="/requests/$id"
          params={{ id: row.id }}
          className={classes.headline}
          aria-current={chosen ? 'true' : undefined}
        >
          <span className={classes.number}>#{row.id}</span>
          {row.rollbackOf === null ? <SqlLine sql={row.headline} /> : t('inbox.rollbackOf', { id: row.rollbackOf })}
          {more > 0 && <span className={classes.more}>{t('inbox.moreStatements', { count: more })}</span>}
        </Link>
      </td>
      <td data-column="target">
        {row.target.name} · {row.target.environment}
      </td>
      <td data-column="rows">
        <Rows rows={row.rows} />
      </td>
      <td data-column="rollback">
        <WayBack row={row} />
      </td>
      <td data-column="requester">{row.requester.name}</td>
      <td data-column="filed">
        <Time at={row.createdAt} />
      </td>
      <td data-column="risk">{row.risk && <RiskMark risk={row.risk} />}</td>
      <td data-column="status">
        {row.approvable && row.allowed.approve ? (
          <Button
            size="compact-sm"
            variant={noUndo ? 'outline' : 'default'}
            loading={pending}
            onClick={onApprove}
            leftSection={noUndo ? <StateShape tone="attention" /> : undefined}
            rightSection={<span className={classes.hint} data-key="a" />}
            aria-label={t(noUndo ? 'inbox.approveNoUndoRow' : 'inbox.approveRow', { id: row.id })}
          >
            {noUndo ? t('inbox.runNoUndo') : t('act.approve')}
          </Button>
        ) : (
          <RequestState row={row} />
        )}
      </td>
    </tr>
  );
}
