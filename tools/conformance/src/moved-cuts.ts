// Cuts moved with both of their sides, so that the slice still accounts for every token: only the server's parser can tell.

import type { DeleteSlice, InsertRow, InsertSlice, Range, Slice, UpdateSlice } from '@sluice/sql';
import type { Sabotage } from './sabotage.ts';

export function movedCuts(slice: Slice): Sabotage[] {
  if (slice.kind === 'UPDATE') return [...movedHead(slice), ...movedSet(slice)];
  if (slice.kind === 'DELETE') return [...movedHead(slice), ...swallowedTail(slice)];
  return movedRows(slice);
}

const NO_TAIL = { tail: undefined, where: undefined, orderBy: [], limit: undefined };

const textOf = ({ statement }: Slice, range: Range): string => statement.expanded.slice(range.start, range.end);
const endOf = ({ statement }: Slice): number => statement.expanded.trimEnd().length;

/** The head takes tokens of the table references. */
function movedHead(slice: UpdateSlice | DeleteSlice): Sabotage[] {
  return slice.statement.tokens
    .filter(({ start }) => start > slice.refs.start && start < slice.refs.end)
    .map(({ start, text }) => {
      const refs = { start, end: slice.refs.end };
      const head = { ...slice.head, end: start };
      return { what: `refs from ${text} on`, slice: { ...slice, refs, head, captureFrom: textOf(slice, refs) } };
    });
}

function swallowedTail(slice: DeleteSlice): Sabotage[] {
  if (slice.tail === undefined) return [];
  const refs = { start: slice.refs.start, end: endOf(slice) };
  return [{ what: 'refs swallow the tail', slice: { ...slice, ...NO_TAIL, refs, captureFrom: textOf(slice, refs) } }];
}

function movedSet(slice: UpdateSlice): Sabotage[] {
  const found: Sabotage[] = [];
  const [first, second] = slice.assignments;
  const last = slice.assignments.at(-1);
  const end = endOf(slice);
  if (slice.tail !== undefined && last !== undefined) {
    const grown = { ...last, range: { ...last.range, end }, value: { ...last.value, end } };
    const assignments = slice.assignments.toSpliced(-1, 1, grown);
    const setList = { ...slice.setList, end };
    found.push({ what: 'SET swallows the tail', slice: { ...slice, ...NO_TAIL, setList, assignments } });
  }
  if (first !== undefined && second !== undefined) {
    const range = { ...first.range, end: second.range.end };
    const merged = { ...first, range, value: { ...first.value, end: second.range.end } };
    const assignments = slice.assignments.toSpliced(0, 2, merged);
    found.push({ what: 'assignments merged', slice: { ...slice, assignments } });
  }
  return found;
}

function movedRows(slice: InsertSlice): Sabotage[] {
  const { source } = slice;
  if (source.form !== 'values') return [];
  const put = (at: number, count: number, ...rows: InsertRow[]): Slice => ({
    ...slice,
    source: { ...source, rows: source.rows.toSpliced(at, count, ...rows) },
  });
  return source.rows.flatMap((row, i) => {
    const found: Sabotage[] = [];
    const next = source.rows[i + 1];
    if (next !== undefined) {
      const range = { start: row.range.start, end: next.range.end };
      const values = [...row.values, ...next.values];
      found.push({ what: `row ${i} holds the next`, slice: put(i, 2, { range, values }) });
      found.push({ what: `row ${i} swallows the next`, slice: put(i, 2, { ...row, range }) });
    }
    const [first, second, ...others] = row.values;
    if (first !== undefined && second !== undefined) {
      const merged = { range: { start: first.range.start, end: second.range.end }, isDefault: false };
      found.push({ what: `values of row ${i} merged`, slice: put(i, 1, { ...row, values: [merged, ...others] }) });
    }
    return found;
  });
}
