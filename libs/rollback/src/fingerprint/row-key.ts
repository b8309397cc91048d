// The key by which rows are found again.
import type { ColumnFacts, KeyFacts, TableFacts } from '../facts.js';

/** InnoDB's limits of one key: 16 parts and 3,072 bytes; the images' key needs one part and 4 bytes more. */
const partLimit = 15;
const byteLimit = 3_060;

/**
 * The primary key, else a unique one without NULLs (a nullable unique key is no key), best one that nothing changes unnamed. A prefix of a
 * column, or a key at InnoDB's limit, cannot be the key of an image table. Undefined: there is none.
 */
export function rowKey(table: TableFacts): KeyFacts | undefined {
  const usable = candidateKeys(table).filter((key) => isPlain(key) && isTellable(key, table) && fits(key, table));
  return usable.find(({ name }) => name === 'PRIMARY') ?? usable.find((key) => isSteady(key, table)) ?? usable[0];
}

/** Unique keys without NULLs, whatever their parts. */
export function candidateKeys(table: TableFacts): KeyFacts[] {
  return table.keys.filter(
    (key) =>
      key.unique &&
      key.invisible !== true &&
      (key.name === 'PRIMARY' || key.parts.every(({ column }) => columnOf(table, column)?.nullable === false)),
  );
}

/** In key order; empty where there is no key. */
export function keyColumns(table: TableFacts): string[] {
  return rowKey(table)?.parts.flatMap((part) => part.column ?? []) ?? [];
}

function isPlain({ parts }: KeyFacts): boolean {
  return parts.every((part) => part.column !== null && part.prefix === null);
}

/** An ENUM or SET with an empty member: it equals the invalid value, though the key holds both. */
function isTellable({ parts }: KeyFacts, table: TableFacts): boolean {
  return !parts.some(({ column }) => /^(enum|set)\(('([^']|'')*',)*''[,)]/i.test(columnOf(table, column)?.type ?? ''));
}

function fits({ parts }: KeyFacts, table: TableFacts): boolean {
  const widths = parts.map(({ column }) => columnOf(table, column)?.octets ?? 32);
  return parts.length <= partLimit && widths.reduce((sum, width) => sum + width + 2, 0) <= byteLimit;
}

function isSteady({ parts }: KeyFacts, table: TableFacts): boolean {
  return parts.every(({ column }) => {
    const facts = columnOf(table, column);
    return facts?.generated === 'no' && !facts.onUpdate;
  });
}

function columnOf({ columns }: TableFacts, name: string | null): ColumnFacts | undefined {
  return columns.find((column) => column.name.toLowerCase() === name?.toLowerCase());
}
