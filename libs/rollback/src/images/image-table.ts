// The tables that hold row images, by DDL before the transaction: CREATE TABLE … SELECT could not share it (facts of the protocol).
import type { PlannedColumn, PlannedTable } from '@sluice/contracts';
import { quoteIdentifier } from '@sluice/sql';
import { contentColumns, contentKeys, isByContent } from '../by-content/content.js';
import { imageColumns, keyImageColumns } from './columns.js';
import type { ImageNames } from './names.js';

/**
 * No AUTO_INCREMENT, default, CHECK or ON UPDATE: an image is what was written into it. Generated columns are plain ones here. `lookups`: columns
 * that are indexed too.
 */
export function createImageTable(
  table: PlannedTable,
  name: string,
  lookups: readonly (readonly string[])[] = [],
): string {
  const columns = imageColumns(table).map(({ column, image, isKey }) => `${image} ${imageType(column, !isKey)}`);
  const number = 'statement_no INT UNSIGNED NOT NULL';
  return isByContent(table)
    ? create('TABLE IF NOT EXISTS', name, [number, ...contentColumns, ...columns, ...contentKeys])
    : createTable('TABLE IF NOT EXISTS', name, [number, ...columns, ...lookups.map((by) => indexOf(table, by))], table);
}

function indexOf(table: PlannedTable, names: readonly string[]): string {
  const all = imageColumns(table);
  const images = names.map(
    (name) => all.find(({ column }) => column.name.toLowerCase() === name.toLowerCase())?.image ?? name,
  );
  return `KEY (${images.join(', ')})`;
}

/** The keys of the rows that a statement will touch; ends with the session. */
export function createKeysTable(table: PlannedTable, names: ImageNames): string {
  const columns = keyImageColumns(table).map(({ column, image }) => `${image} ${imageType(column, false)}`);
  return createTable('TEMPORARY TABLE', names.keys, ['statement_no INT UNSIGNED NOT NULL', ...columns], table);
}

function createTable(kind: string, name: string, columns: readonly string[], table: PlannedTable): string {
  const key = ['statement_no', ...keyImageColumns(table).map(({ image }) => image)].join(', ');
  return create(kind, name, [...columns, `PRIMARY KEY (${key})`]);
}

function create(kind: string, name: string, lines: readonly string[]): string {
  return `CREATE ${kind} ${name} (\n  ${lines.join(',\n  ')}\n) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`;
}

/**
 * The type alone. NULL is said outright, and of a TIMESTAMP without it a default: with explicit_defaults_for_timestamp = OFF the server would make
 * it NOT NULL and self-updating, and an update of its row would move its key.
 */
export function imageType(column: Pick<PlannedColumn, 'type' | 'charset' | 'collation'>, nullable: boolean): string {
  const charset = column.charset === null ? '' : ` CHARACTER SET ${quoteIdentifier(column.charset)}`;
  const collation = column.collation === null ? '' : ` COLLATE ${quoteIdentifier(column.collation)}`;
  const steady = /^timestamp\b/i.test(column.type) ? " NOT NULL DEFAULT '2000-01-01 00:00:00'" : ' NOT NULL';
  return `${column.type}${charset}${collation}${nullable ? ' NULL' : steady}`;
}
