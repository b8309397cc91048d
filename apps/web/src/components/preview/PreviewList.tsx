import type { Preview } from '@sluice/contracts';
import { useTranslation } from 'react-i18next';
import { PreviewTable } from './PreviewTable';
import classes from './Preview.module.css';

/** The previews of all statements; each is named only where there are several. */
export function PreviewList({ preview }: { preview: Preview }) {
  const { t } = useTranslation();
  return preview.statements.map((statement) => {
    const number = t('request.what.statement', { number: statement.statement });
    const table = statement.table ? `${statement.table.schema}.${statement.table.table}` : '';
    return (
      <div key={statement.statement}>
        {preview.statements.length > 1 && (
          <p className={classes.statement}>
            {number} {table !== '' && <code>{table}</code>}
          </p>
        )}
        <PreviewTable preview={statement} caption={`${number} ${table}`.trim()} />
      </div>
    );
  });
}
