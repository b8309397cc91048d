import { useTranslation } from 'react-i18next';

/** A count of rows; `42+ rows` where counting stopped at a cap. */
export function Rows({ rows }: { rows: { rows: number; atLeast: boolean } | null }) {
  const { t } = useTranslation();
  if (!rows) return <span>–</span>;
  return <span>{t(rows.atLeast ? 'unit.rowsAtLeast' : 'unit.rows', { count: rows.rows })}</span>;
}
