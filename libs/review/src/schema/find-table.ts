import type { TableName } from '@sluice/contracts';
import type { ChangeUnderReview, ReviewedTable } from '../change-under-review.js';

/** The table that a name in the text means; undefined where it was not read. */
export function findTable(
  change: ChangeUnderReview,
  name: { readonly schema: string | undefined; readonly table: string },
): ReviewedTable | undefined {
  const wanted = { schema: name.schema ?? change.schema, table: name.table };
  return change.tables.find((table) => isSame(table, wanted, change.lowerCaseTableNames));
}

function isSame(one: TableName, other: TableName, lowerCaseTableNames: number): boolean {
  const fold = (name: string) => (lowerCaseTableNames === 0 ? name : name.toLowerCase());
  return fold(one.schema) === fold(other.schema) && fold(one.table) === fold(other.table);
}

/** Column names do not depend on case, whatever the server. */
export function hasColumn(table: ReviewedTable, column: string): boolean {
  return table.columns.some(({ name }) => name.toLowerCase() === column.toLowerCase());
}

/** A table whose columns are known for sure. */
export function isReadable(table: ReviewedTable | undefined): table is ReviewedTable {
  return table !== undefined && table.kind !== 'missing' && table.columns.length > 0;
}
