// The columns that a statement writes, each with the table that it belongs to, from tokens and schema.
import type { Assignment, ColumnName, Range, Slice, TableReference } from '@sluice/sql';
import type { ChangeUnderReview, ReviewedTable } from '../change-under-review.js';
import { findTable, hasColumn, isReadable } from './find-table.js';

export interface WrittenColumn {
  readonly name: string;
  readonly range: Range;
  /** The tables that the name may mean; empty: none of them has it; undefined: that cannot be said. */
  readonly owners: readonly ReviewedTable[] | undefined;
  /** As the text or the statement's only table has it, for messages. */
  readonly tableName: string;
}

export function writtenColumns(change: ChangeUnderReview, slice: Slice): WrittenColumn[] {
  const tables = tablesOf(slice);
  return columnsOf(slice).map(({ column, range }) => {
    const named = tables.filter((table) => means(table, column, change.lowerCaseTableNames));
    const read = named.map((table) => (table.isCte ? undefined : findTable(change, table)));
    const owners =
      named.length > 0 && read.every(isReadable) ? read.filter((table) => hasColumn(table, column.column)) : undefined;
    return { name: column.column, range, owners, tableName: named[0]?.table ?? column.table ?? '' };
  });
}

function tablesOf(slice: Slice): readonly TableReference[] {
  return slice.kind === 'UPDATE' || slice.kind === 'DELETE' ? slice.tables : [slice.table];
}

function columnsOf(slice: Slice): { readonly column: ColumnName; readonly range: Range }[] {
  switch (slice.kind) {
    case 'UPDATE':
      return slice.assignments.map(fromAssignment);
    case 'DELETE':
      return [];
    case 'INSERT':
    case 'REPLACE': {
      const listed = (slice.columns ?? []).map((column) => ({ column, range: slice.columnList ?? slice.head }));
      const set = slice.source.form === 'set' ? slice.source.assignments : [];
      return [...listed, ...[...set, ...(slice.onDuplicate?.assignments ?? [])].map(fromAssignment)];
    }
  }
}

function fromAssignment({ column, target }: Assignment): { readonly column: ColumnName; readonly range: Range } {
  return { column, range: target };
}

/** An unqualified column may be any table's; a qualifier is the alias where there is one. */
function means(table: TableReference, column: ColumnName, lowerCaseTableNames: number): boolean {
  if (column.table === undefined) return true;
  const fold = (name: string) => (lowerCaseTableNames === 0 ? name : name.toLowerCase());
  return fold(table.alias ?? table.table) === fold(column.table);
}
