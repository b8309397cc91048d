// The temporary table in which a preview's values are computed.
import type { PlannedStatement, PreviewCell, StatementPreview } from '@sluice/contracts';
import {
  createStageTable,
  keyColumns,
  readable,
  sluiceSchema,
  type ReadStatement,
  type TableFacts,
} from '@sluice/rollback';
import { quoteIdentifier } from '@sluice/sql';
import type { Session } from '../connect/session.js';

export interface PreviewSubject {
  readonly session: Session;
  readonly planned: PlannedStatement;
  readonly read: ReadStatement;
  readonly table: TableFacts;
  /** Rows shown. */
  readonly limit: number;
  /** The user's, in which the text is read. */
  readonly sqlMode: string;
}

export const previewTable = `${sluiceSchema}.\`preview\``;

/** Before the transaction (READ ONLY lets it be written, not made), in the driver's own mode: a column's default may be a zero date. */
export async function openStage(session: Session, table: TableFacts): Promise<void> {
  await session.run(`DROP TEMPORARY TABLE IF EXISTS ${previewTable}`);
  await session.run(createStageTable(table.createSql, previewTable));
}

/** In the order in which they were put in. */
export async function readStage({ session, table }: PreviewSubject): Promise<PreviewCell[][]> {
  const columns = table.columns.flatMap((column) => {
    const name = quoteIdentifier(column.name);
    return [readable({ column }, name), `CHAR_LENGTH(${name})`];
  });
  const rows = await session.rows(`SELECT ${columns.join(', ')} FROM ${previewTable} ORDER BY sluice_row_number`);
  return rows.map((cells) =>
    table.columns.map((_, i) => {
      const text = cells[2 * i] ?? null;
      const length = Number(cells[2 * i + 1] ?? 0);
      return text !== null && length > shownLength ? { text, length } : { text };
    }),
  );
}

/** As `readable` cuts. */
export const shownLength = 200;

export function columnsOf(
  { table, planned }: PreviewSubject,
  rows: StatementPreview['rows'],
): StatementPreview['columns'] {
  const key = keyColumns(table);
  return table.columns.map(({ name }, i) => ({
    name,
    key: key.includes(name),
    changes:
      planned.operation === 'update' &&
      (planned.assignedColumns.includes(name) ||
        rows.some(({ before, after }) => before && after && before[i]?.text !== after[i]?.text)),
  }));
}
