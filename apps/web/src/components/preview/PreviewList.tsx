import type { Preview } from '@sluice/contracts';
import { useTranslation } from 'react-i18next';
import { PreviewTable } from './PreviewTable';
import classes from './Preview.module.css';

/** The previews of all statements, each named where there are several; of a rollback `byTable`, which has no statements. */
export function PreviewList({ preview, byTable = false }: { preview: Preview; byTable?: boolean }) {
  const { t } = useTranslation();
  return preview.statements.map((statement) => {
    const number = byTable ? '' : t('request.what.statement', { number: statement.statement });
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
