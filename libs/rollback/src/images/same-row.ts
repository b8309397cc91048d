// When two rows are the same, byte for byte.
import type { PlannedTable } from '@sluice/contracts';
import { imageColumns, type ImageColumn } from './columns.js';

/**
 * Plain `<=>` misses 'a' → 'A', trailing spaces, 0 → -0.0 and JSON 1 → 1.0: so compared as bytes as well. ENUM also by number (the invalid 0
 * reads as ''), JSON also by the size it takes (a nested double against a decimal shows nowhere else). FLOAT is column against column.
 */
export function sameValue({ column }: Pick<ImageColumn, 'column'>, a: string, b: string): string {
  const parts = [`${a} <=> ${b}`, `CAST(${a} AS BINARY) <=> CAST(${b} AS BINARY)`];
  // Their bytes say all, and tell an image of another type apart ('b' <=> 0 is true); of characters they cost less than a collation, too.
  if (bytesSayAll.test(column.type)) parts.shift();
  if (/^(enum|set)\b/i.test(column.type)) parts.push(`${a} + 0 <=> ${b} + 0`);
  if (/^json$/i.test(column.type)) parts.push(`JSON_STORAGE_SIZE(${a}) <=> JSON_STORAGE_SIZE(${b})`);
  return parts.join(' AND ');
}

/** One value, one text: whole and decimal numbers, moments, characters. */
const bytesSayAll =
  /^((var)?char|\w*text|tinyint|smallint|mediumint|int|bigint|decimal|date|datetime|timestamp|time|year)\b/i;

/** Two rows that have the table's own columns. */
export function sameLive(table: PlannedTable, a: string, b: string): string {
  return imageColumns(table)
    .map((column) => sameValue(column, `${a}.${column.live}`, `${b}.${column.live}`))
    .join('\n  AND ');
}

/** An image row against the live row. Generated columns too: they are captured for just this. */
export function sameAsLive(table: PlannedTable, imageAlias: string, liveAlias: string): string {
  return imageColumns(table)
    .map((column) => sameValue(column, `${imageAlias}.${column.image}`, `${liveAlias}.${column.live}`))
    .join('\n  AND ');
}
