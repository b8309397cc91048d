// Ranges that hold other ranges (a tail and its clauses, a SET list and its assignments) must be made of just these: what is cut out as a
// whole has to be what was accounted for part by part.

import type { Reader } from '../slice/reader.js';
import type { Assignment, InsertRow, Range, Slice } from '../types.js';

/** A range made of others, with what it begins and ends with besides them. */
interface Whole {
  readonly whole: Range | undefined;
  readonly parts: readonly Range[];
  readonly wordsBefore?: number;
  readonly wordsAfter?: number;
}

/** The ranges that hold others: what is cut out as a whole must be what is accounted for part by part. */
function wholes(slice: Slice, statementEnd: Range): Whole[] {
  const ofAssignments = (list: readonly Assignment[]): Whole[] =>
    list.map(({ range, target, value }) => ({ whole: range, parts: [target, value] }));
  const ranges = (list: readonly Assignment[]): Range[] => list.map((assignment) => assignment.range);
  if (slice.kind === 'UPDATE' || slice.kind === 'DELETE') {
    const set = slice.kind === 'UPDATE' ? slice.assignments : [];
    const clauses = [slice.where, slice.orderBy[0]?.expression, slice.limit].filter((range) => range !== undefined);
    const wordsBefore = slice.where === undefined && slice.orderBy.length > 0 ? 2 : 1;
    const tail = clauses.length > 0 ? [...clauses, statementEnd] : [];
    return [
      ...ofAssignments(set),
      ...(slice.kind === 'UPDATE' ? [{ whole: slice.setList, parts: ranges(set) }] : []),
      { whole: slice.tail, parts: tail, wordsBefore },
    ];
  }
  const { source, onDuplicate } = slice;
  const duplicate = onDuplicate?.assignments ?? [];
  const set = source.form === 'set' ? source.assignments : [];
  const rows = source.form === 'values' ? source.rows : [];
  return [
    ...ofAssignments([...set, ...duplicate]),
    { whole: onDuplicate?.range, parts: ranges(duplicate), wordsBefore: 4 },
    ...(source.form === 'set' ? [{ whole: source.range, parts: ranges(set), wordsBefore: 1 }] : []),
    ...(source.form === 'values' ? [{ whole: source.range, parts: rows.map((row) => row.range), wordsBefore: 1 }] : []),
    ...rows.map(ofRow),
  ];
}

function ofRow({ range, values }: InsertRow): Whole {
  const bracket = { start: range.start, end: range.start + 1 };
  return values.length === 0
    ? { whole: range, parts: [bracket], wordsAfter: 1 }
    : { whole: range, parts: values.map((value) => value.range), wordsBefore: 1, wordsAfter: 1 };
}

/** Each whole reaches from `wordsBefore` tokens before the first of its parts to `wordsAfter` tokens behind the last. */
export function holdsTogether(slice: Slice, reader: Reader): boolean {
  const byStart = new Map(reader.tokens.map((token, i) => [token.start, i]));
  const byEnd = new Map(reader.tokens.map((token, i) => [token.end, i]));
  const last = reader.tokens.at(-1);
  if (last === undefined) return false;
  return wholes(slice, last).every(({ whole, parts, wordsBefore = 0, wordsAfter = 0 }) => {
    const first = parts[0];
    const final = parts.at(-1);
    if (first === undefined || final === undefined || whole === undefined)
      return whole === undefined && first === undefined;
    const from = (byStart.get(first.start) ?? -1) - wordsBefore;
    const to = (byEnd.get(final.end) ?? reader.length) + wordsAfter;
    return reader.tokens[from]?.start === whole.start && reader.tokens[to]?.end === whole.end;
  });
}
