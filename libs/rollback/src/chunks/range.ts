// The texts of key ranges. A chunk reaches from above one bound up to and including another: `key <= b` and `key > b` leave no row out and take
// none twice, whatever the collation, since both are read in the same settings.
import type { ChunkCut, PlannedColumn, PlannedTable } from '@sluice/contracts';
import { quoteIdentifier } from '@sluice/sql';

/** One value for each column of the cut, as `readBound` reads it. */
export type Bound = readonly string[];

export interface KeyRange {
  /** Null: from the first row. */
  readonly above: Bound | null;
  readonly upTo: Bound;
}

/** `of`: the quoted name by which the statement knows its table. */
export function keyRange(table: PlannedTable, cut: ChunkCut, of: string, { above, upTo }: KeyRange): string {
  const upper = compare(table, cut, of, upTo, '<', '<=');
  return above === null ? upper : `${compare(table, cut, of, above, '>', '>')} AND ${upper}`;
}

/** `key > b` (or the like), spelled out so that MySQL sees a range of the index: row constructors are none to it. */
export function beyond(table: PlannedTable, cut: ChunkCut, of: string, bound: Bound): string {
  return compare(table, cut, of, bound, '>', '>');
}

export function notAbove(table: PlannedTable, cut: ChunkCut, of: string, bound: Bound): string {
  return compare(table, cut, of, bound, '<', '<=');
}

function compare(
  table: PlannedTable,
  { columns }: ChunkCut,
  of: string,
  bound: Bound,
  strict: '<' | '>',
  last: '<=' | '>',
): string {
  const parts = columns.map((name, i) => {
    const column = columnOf(table, name);
    return { live: `${of}.${quoteIdentifier(name)}`, value: boundLiteral(column, bound[i] ?? '') };
  });
  const nested = (i: number): string => {
    const part = parts[i];
    if (!part) throw new Error('a cut without columns');
    if (i === parts.length - 1) return `${part.live} ${last} ${part.value}`;
    return `(${part.live} ${strict} ${part.value} OR (${part.live} = ${part.value} AND ${nested(i + 1)}))`;
  };
  const [first] = parts;
  if (!first || parts.length === 1) return nested(0);
  return `${first.live} ${strict}= ${first.value} AND ${nested(0)}`;
}

/** SQL that gives a key's value as the text that `boundLiteral` takes. In the user's settings, as the ranges are read. */
export function readBound({ type }: PlannedColumn, value: string): string {
  return isNumber(type) || isMoment(type) ? `CAST(${value} AS CHAR)` : `HEX(${value})`;
}

function boundLiteral({ type, charset, collation }: PlannedColumn, text: string): string {
  if (isNumber(type)) {
    if (!/^-?\d+(\.\d+)?$/.test(text)) throw new Error(`not a number: ${text}`);
    return text;
  }
  if (isMoment(type)) {
    if (!/^[\d:. -]+$/.test(text)) throw new Error(`not a moment: ${text}`);
    return `'${text}'`;
  }
  if (!/^([0-9A-F]{2})*$/.test(text)) throw new Error(`not hexadecimal: ${text}`);
  if (charset === null || collation === null || charset === 'binary') return `_binary x'${text}'`;
  return `_${charset} x'${text}' COLLATE ${quoteIdentifier(collation)}`;
}

/**
 * False for a date that strict modes refuse as a literal (a zero in it, no such day): it may be a key, but no bound. What it stands beside then
 * belongs to one chunk.
 */
export function mayBound(table: PlannedTable, { columns }: ChunkCut, bound: Bound): boolean {
  return columns.every((name, i) => !isMoment(columnOf(table, name).type) || isDay(bound[i] ?? ''));
}

function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined || year === '0000') return false;
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day);
}

/** What a literal of each column looks like, for the proof of a chunk's text. */
export function sampleBound(table: PlannedTable, { columns }: ChunkCut): Bound {
  return columns.map((name) => {
    const { type } = columnOf(table, name);
    return isNumber(type) ? '7' : isMoment(type) ? '2001-02-03' : '41';
  });
}

export function columnOf(table: PlannedTable, name: string): PlannedColumn {
  const column = table.columns.find((c) => c.name === name);
  if (!column) throw new Error(`range column ${name} is not a column of ${table.table}`);
  return column;
}

function isNumber(type: string): boolean {
  return /^(tinyint|smallint|mediumint|int|bigint|decimal|year)\b/i.test(type);
}

function isMoment(type: string): boolean {
  return /^(date|datetime|timestamp)\b/i.test(type);
}
