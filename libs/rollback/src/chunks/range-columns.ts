// By which columns of a key ranges are cut: those whose order in a comparison with a literal is, surely, the same in every chunk.
import type { ColumnFacts, TableFacts } from '../facts.js';
import { keyColumns } from '../fingerprint/row-key.js';

const ranged = new Set(
  'tinyint smallint mediumint int bigint decimal char varchar binary varbinary date datetime timestamp year'.split(' '),
);

/**
 * The leading ones of the row key, as far as their types allow (an ENUM compares as text and is ordered by number, a FLOAT has no exact
 * literal); rows that share all of them stay together. `refused`: the first that does not.
 */
export function rangeColumns(table: TableFacts): { columns: string[]; refused: ColumnFacts | undefined } {
  const key = keyColumns(table).map((name) => table.columns.find((column) => column.name === name));
  const end = key.findIndex((column) => !column || !ranged.has(column.dataType));
  const columns = end === -1 ? key : key.slice(0, end);
  return { columns: columns.flatMap((column) => column?.name ?? []), refused: end === -1 ? undefined : key[end] };
}
