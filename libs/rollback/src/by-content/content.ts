// Rows of a table without a usable key are told apart by all that they hold. Equal rows stand for each other, so only their number matters.
import type { PlannedTable } from '@sluice/contracts';
import { imageColumns, liveName, type ImageColumn } from '../images/columns.js';

export function isByContent({ keyColumns }: Pick<PlannedTable, 'keyColumns'>): boolean {
  return keyColumns.length === 0;
}

/** For image tables: what stands in the place of a key. */
export const contentColumns = [
  'row_no BIGINT UNSIGNED NOT NULL AUTO_INCREMENT',
  "content BINARY(32) NOT NULL DEFAULT ''",
] as const;
export const contentKeys = ['PRIMARY KEY (row_no)', 'KEY (statement_no)', 'KEY (content)'] as const;

/** 32 bytes over every column, generated and invisible ones too, as `sameValue` tells values apart. In +00:00, or a TIMESTAMP reads otherwise. */
export function contentOfLive(table: PlannedTable, alias: string): string {
  return contentOf(imageColumns(table).map((column) => bytesOf(column, `${alias}.${column.live}`)));
}

export function contentOfImage(table: PlannedTable, alias: string): string {
  return contentOf(imageColumns(table).map((column) => bytesOf(column, `${alias}.${column.image}`)));
}

function contentOf(cells: readonly string[]): string {
  return `UNHEX(SHA2(CONCAT_WS('|', ${cells.join(', ')}), 256))`;
}

/** The bytes, an ENUM's number, the size and type of JSON, a FLOAT in full. What is bytes already is not cast: a cast cannot be longer than a packet. */
function bytesOf({ column }: Pick<ImageColumn, 'column'>, value: string): string {
  const isBytes = /^((var)?(char|binary)|\w*(text|blob))\b/i.test(column.type);
  const parts = [`SHA2(${isBytes ? value : `CAST(${value} AS BINARY)`}, 256)`];
  if (/^(enum|set|float|double)\b/i.test(column.type)) parts.push(`${value} + 0e0`);
  if (/^json$/i.test(column.type)) parts.push(`JSON_STORAGE_SIZE(${value})`, `JSON_TYPE(${value})`);
  return parts.map((part) => `IFNULL(${part}, 'NULL')`).join(', ');
}

/** How many rows, and four sums over 240 bits of their contents: equal only for the same rows in the same numbers. */
export function sumLive(table: PlannedTable): string {
  // A locking read of all: nobody else changes the table until the end of the transaction.
  return sumOf(`SELECT HEX(${contentOfLive(table, 't')}) h FROM ${liveName(table)} t FOR UPDATE`);
}

export function sumImages(image: string, statement: number): string {
  return sumOf(`SELECT HEX(content) h FROM ${image} WHERE statement_no = ${String(statement)}`);
}

function sumOf(hashes: string): string {
  const sums = [1, 16, 31, 46].map(
    (from) => `COALESCE(SUM(CAST(CONV(SUBSTRING(h, ${String(from)}, 15), 16, 10) AS UNSIGNED)), 0)`,
  );
  return `SELECT /*+ NO_MERGE(x) */ COUNT(*), ${sums.join(', ')} FROM (${hashes}) x`;
}

/** Each content of the live table with its number of rows: `content, n`. */
export function countContents(table: PlannedTable): string {
  return `(SELECT content, COUNT(*) n FROM (SELECT ${contentOfLive(table, 't')} content FROM ${liveName(table)} t) h GROUP BY content)`;
}
