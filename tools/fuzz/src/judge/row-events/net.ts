// What a list of row changes comes to: rows that were and are no more as they were, and rows as they are now. By counting, so that equal rows count.
import type { RowChange } from './parse.ts';

type Rows = Map<string, number>;

export interface Net {
  readonly before: Rows;
  readonly after: Rows;
}

const separator = '\u0001';
export const rowText = (values: readonly string[]): string => values.join(separator);
export const shownRow = (text: string): string => `(${text.replaceAll(separator, ', ')})`;

function add(rows: Rows, row: string, count = 1): void {
  const sum = (rows.get(row) ?? 0) + count;
  if (sum === 0) rows.delete(row);
  else rows.set(row, sum);
}

/** `skip`: so many leading columns are left out. */
export function netOf(changes: readonly RowChange[], skip = 0): Net {
  const net: Net = { before: new Map(), after: new Map() };
  for (const { before, after } of changes) {
    if (before) {
      const row = rowText(before.slice(skip));
      // A row that an earlier change of the same list wrote.
      if (net.after.has(row)) add(net.after, row, -1);
      else add(net.before, row);
    }
    if (after) add(net.after, rowText(after.slice(skip)));
  }
  return net;
}

/** Without the rows that are on both sides: they are as they were. */
export function withoutSame({ before, after }: Net): Net {
  const left: Net = { before: new Map(before), after: new Map(after) };
  for (const [row, count] of before) {
    const same = Math.min(count, after.get(row) ?? 0);
    if (same === 0) continue;
    add(left.before, row, -same);
    add(left.after, row, -same);
  }
  return left;
}

/** Rows that `one` has more often than `other`. */
export function surplus(one: Rows, other: Rows): string[] {
  return [...one].filter(([row, count]) => count > (other.get(row) ?? 0)).map(([row]) => row);
}

/** The rows with nothing in the columns at `places`, counted from 0. */
export function withoutColumns(rows: Rows, places: ReadonlySet<number>): Rows {
  const left: Rows = new Map();
  for (const [row, count] of rows) {
    add(left, rowText(row.split(separator).map((value, i) => (places.has(i) ? '?' : value))), count);
  }
  return left;
}
