// The first rows of one statement, before -> after; only the cells that change are marked.
import { Button } from '@mantine/core';
import type { PreviewCell, StatementPreview } from '@sluice/contracts';
import { IconArrowRight, IconKey, IconMinus, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { StateShape } from '../State';
import classes from './Preview.module.css';

function differs(before: PreviewCell | undefined, after: PreviewCell | undefined): boolean {
  return before?.text !== after?.text || before?.length !== after?.length;
}

function Value({ cell }: { cell: PreviewCell | undefined }) {
  const { t } = useTranslation();
  if (!cell) return null;
  if (cell.text === null) return <i className={classes.null}>{t('null')}</i>;
  return (
    <span
      className={classes.value}
      title={cell.length === undefined ? cell.text : t('request.what.long', { count: cell.length })}
    >
      {cell.text}
      {cell.length !== undefined && '…'}
    </span>
  );
}

function Cell({ before, after }: { before: PreviewCell | undefined; after: PreviewCell | undefined }) {
  const { t } = useTranslation();
  if (!before || !after || !differs(before, after)) return <Value cell={before ?? after} />;
  return (
    <span className={classes.change}>
      <del aria-label={t('request.what.from')}>
        <Value cell={before} />
      </del>
      <IconArrowRight size={12} aria-hidden />
      <ins aria-label={t('request.what.to')}>
        <Value cell={after} />
      </ins>
    </span>
  );
}

export function PreviewTable({ preview, caption }: { preview: StatementPreview; caption: string }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const { columns, rows } = preview;
  const some = rows.some((row) => row.before && row.after);
  const narrow = some && columns.some((column) => !column.key && !column.changes);
  const shown = columns.flatMap((column, at) =>
    all || !narrow || column.key || column.changes ? [{ column, at }] : [],
  );
  const marked = rows.some((row) => !row.before || !row.after) && !some;

  return (
    <div className={classes.preview}>
      {preview.notComputed && (
        <p className={classes.note}>
          <StateShape tone="attention" /> {t(`notComputed.${preview.notComputed}`)}
        </p>
      )}
      {rows.length === 0 && !preview.notComputed && <p className={classes.note}>{t('request.what.empty')}</p>}
      {rows.length > 0 && (
        <div className={classes.scroll} tabIndex={0} role="region" aria-label={caption}>
          <table aria-label={caption}>
            <thead>
              <tr>
                {marked && <th scope="col">{t('request.what.change')}</th>}
                {shown.map(({ column }) => (
                  <th key={column.name} scope="col">
                    {column.key && <IconKey size={12} aria-label={t('request.what.key')} role="img" />} {column.name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, at) => (
                <tr key={at}>
                  {marked && (
                    <td className={classes.kind}>
                      {row.before ? (
                        <>
                          <IconMinus size={12} aria-hidden /> {t('request.what.removed')}
                        </>
                      ) : (
                        <>
                          <IconPlus size={12} aria-hidden /> {t('request.what.added')}
                        </>
                      )}
                    </td>
                  )}
                  {shown.map(({ column, at: index }) => (
                    <td key={column.name} data-key={column.key}>
                      <Cell before={row.before?.[index]} after={row.after?.[index]} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className={classes.foot}>
        <Extent preview={preview} />
        {narrow && (
          <Button
            variant="subtle"
            size="compact-xs"
            aria-expanded={all}
            onClick={() => {
              setAll(!all);
            }}
          >
            {all ? t('request.what.changedColumns') : t('request.what.allColumns')}
          </Button>
        )}
      </p>
    </div>
  );
}

function Extent({ preview: { matched, rows } }: { preview: StatementPreview }) {
  const { t } = useTranslation();
  const shown = rows.length;
  if (shown === 0) return null;
  if (!matched) return <span>{t('request.what.firstUnknown', { shown })}</span>;
  if (matched.rows <= shown && !matched.atLeast) return <span>{t('request.what.all', { count: matched.rows })}</span>;
  return (
    <span>
      {t(matched.atLeast ? 'request.what.firstAtLeast' : 'request.what.first', { shown, total: matched.rows })}
    </span>
  );
}
