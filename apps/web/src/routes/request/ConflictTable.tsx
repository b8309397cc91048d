import type { Conflict, Conflicts, RequestView } from '@sluice/contracts';
import { useTranslation } from 'react-i18next';
import classes from './Request.module.css';

type Cells = Conflict['now'];

/** Only the columns that differ anywhere, and the key, which tells the row. */
function tellingColumns(conflict: Conflict, key: ReadonlySet<string>): readonly number[] {
  const { before, written, now } = conflict;
  return conflict.columns.flatMap((name, at) => {
    const values = [before, written, now].filter((cells) => cells !== null).map((cells) => cells[at]);
    return key.has(name) || new Set(values).size > 1 || values.length < 2 ? [at] : [];
  });
}

function CellList({ cells, names, at }: { cells: Cells; names: readonly string[]; at: readonly number[] }) {
  const { t } = useTranslation();
  if (!cells) return <i className={classes.dimmed}>{t('request.rollback.absent')}</i>;
  return (
    <dl className={classes.cells}>
      {at.map((index) => (
        <div key={index}>
          <dt>{names[index]}</dt>
          <dd>{cells[index] ?? <i className={classes.dimmed}>{t('null')}</i>}</dd>
        </div>
      ))}
    </dl>
  );
}

export function ConflictTable({ conflicts: { total, conflicts }, view }: { conflicts: Conflicts; view: RequestView }) {
  const { t } = useTranslation();
  const keysOf = (table: string) =>
    new Set(view.revision.plan?.tables.find((planned) => planned.table === table)?.keyColumns ?? []);
  const label = t('request.rollback.conflicts', { count: total });
  return (
    <>
      <div className={classes.tableWrap} tabIndex={0} role="region" aria-label={label}>
        <table className={classes.conflicts} aria-label={label}>
          <thead>
            <tr>
              <th scope="col">{t('request.rollback.what')}</th>
              <th scope="col">{t('request.rollback.before')}</th>
              <th scope="col">{t('request.rollback.written')}</th>
              <th scope="col">{t('request.rollback.now')}</th>
            </tr>
          </thead>
          <tbody>
            {conflicts.map((conflict, row) => {
              const at = tellingColumns(conflict, keysOf(conflict.table.table));
              return (
                <tr key={row}>
                  <td>
                    {t(`conflict.${conflict.kind}`)}
                    <br />
                    <code>
                      {conflict.table.schema}.{conflict.table.table}
                    </code>
                  </td>
                  <td data-label={t('request.rollback.before')}>
                    <CellList cells={conflict.before} names={conflict.columns} at={at} />
                  </td>
                  <td data-label={t('request.rollback.written')}>
                    <CellList cells={conflict.written} names={conflict.columns} at={at} />
                  </td>
                  <td data-label={t('request.rollback.now')}>
                    <CellList cells={conflict.now} names={conflict.columns} at={at} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {conflicts.length < total && (
        <p className={classes.small}>{t('request.rollback.shown', { shown: conflicts.length, total })}</p>
      )}
    </>
  );
}
