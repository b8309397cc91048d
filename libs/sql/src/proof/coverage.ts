// A slice must account for every token of its statement: pieces in order, and between them only the words and commas of the grammar.
// Digests are blind to literals, signs and list lengths; this is not, so no IN item, VALUES row or minus sign can fall out of a slice.

import { Reader } from '../slice/reader.js';
import { isHeadPlain } from './head-shape.js';
import { holdsTogether } from './wholes.js';
import { isGenuine } from '../statement.js';
import type { Assignment, InsertSlice, OrderTerm, Range, Slice } from '../types.js';

/** A range that has to be there whole, or the text of the one token between two ranges (upper case). */
type Piece = Range | string;

/** The first offset that the slice does not account for; undefined when it is complete. */
export function firstGap(slice: Slice): number | undefined {
  const reader = new Reader(slice.statement);
  if (!isGenuine(slice.statement) || !reader.isBalanced) return 0;
  if (!isHeadPlain(slice, reader) || !holdsTogether(slice, reader)) return slice.head.start;
  return (
    walk(reader, slice.kind === 'UPDATE' || slice.kind === 'DELETE' ? rowChoice(slice) : insert(slice)) ??
    hintGap(slice)
  );
}

function walk(reader: Reader, pieces: readonly Piece[]): number | undefined {
  let at = 0;
  for (const piece of pieces) {
    const token = reader.tokens[at];
    const offset = token?.start ?? reader.statement.text.length;
    if (typeof piece === 'string') {
      if (token?.text.toUpperCase() !== piece) return offset;
      at++;
      continue;
    }
    if (token?.start !== piece.start) return offset;
    let depth = 0;
    for (; at < reader.length && (reader.tokens[at]?.start ?? piece.end) < piece.end; at++) {
      if (reader.symbol(at, '(') || reader.symbol(at, '{')) depth++;
      else if ((reader.symbol(at, ')') || reader.symbol(at, '}')) && --depth < 0) return reader.tokens[at]?.start;
    }
    if (depth !== 0 || reader.tokens[at - 1]?.end !== piece.end) return piece.end;
  }
  return reader.tokens[at]?.start;
}

/** Heads end in the space before what follows; as pieces they end with their last token. */
function trimmed(slice: Slice, range: Range): Range {
  const last = slice.statement.tokens.findLast(
    (token) => token.end <= range.end && token.start >= range.start && !isFiller(token.kind),
  );
  return { start: range.start, end: last?.end ?? range.end };
}

const isFiller = (kind: string): boolean =>
  kind === 'space' || kind === 'comment' || kind === 'hint' || kind === 'version-open' || kind === 'version-close';

function rowChoice(slice: Exclude<Slice, InsertSlice>): Piece[] {
  const pieces: Piece[] = [...(slice.with === undefined ? [] : [slice.with]), trimmed(slice, slice.head), slice.refs];
  if (slice.kind === 'UPDATE') pieces.push('SET', ...assignments(slice.assignments));
  const tail: Piece[] = [];
  if (slice.where !== undefined) tail.push('WHERE', slice.where);
  if (slice.orderBy.length > 0) tail.push('ORDER', 'BY', ...orderTerms(slice));
  if (slice.limit !== undefined) tail.push('LIMIT', slice.limit);
  return [...pieces, ...tail];
}

function assignments(list: readonly Assignment[]): Piece[] {
  return list.flatMap(({ target, value }, i) => [...(i > 0 ? [','] : []), target, '=', value]);
}

function orderTerms(slice: Exclude<Slice, InsertSlice>): Piece[] {
  const after = (term: OrderTerm): string[] => {
    const next = slice.statement.tokens.find((token) => token.start >= term.expression.end && !isFiller(token.kind));
    const word = next?.text.toUpperCase();
    return word === 'ASC' || word === 'DESC' ? [word] : [];
  };
  return slice.orderBy.flatMap((term, i) => [...(i > 0 ? [','] : []), term.expression, ...after(term)]);
}

function insert(slice: InsertSlice): Piece[] {
  const { source, onDuplicate } = slice;
  const pieces: Piece[] = [
    ...(slice.with === undefined ? [] : [slice.with]),
    trimmed(slice, slice.head),
    slice.table.range,
  ];
  if (slice.columnList !== undefined) pieces.push(slice.columnList);
  if (source.form === 'values') {
    pieces.push(valuesWord(slice));
    source.rows.forEach((row, i) => {
      if (i > 0) pieces.push(',');
      pieces.push('(', ...row.values.flatMap((value, j) => [...(j > 0 ? [','] : []), value.range]), ')');
    });
  } else if (source.form === 'set') pieces.push('SET', ...assignments(source.assignments));
  else pieces.push(source.range);
  if (slice.rowAlias !== undefined) pieces.push(slice.rowAlias.range);
  if (onDuplicate !== undefined)
    pieces.push('ON', 'DUPLICATE', 'KEY', 'UPDATE', ...assignments(onDuplicate.assignments));
  return pieces;
}

function valuesWord(slice: InsertSlice): string {
  return slice.statement.tokens.some((token) => token.start === slice.source.range.start && /^value$/i.test(token.text))
    ? 'VALUE'
    : 'VALUES';
}

/** The hint named by the slice must be the one in its head: a capture without it would choose other rows under SET_VAR. */
function hintGap(slice: Slice): number | undefined {
  const hint = slice.statement.tokens.find(
    (token) => token.kind === 'hint' && token.start >= slice.head.start && token.end <= slice.head.end,
  );
  const isSame = hint?.start === slice.hints?.start && hint?.end === slice.hints?.end;
  return isSame ? undefined : (hint?.start ?? slice.head.start);
}
