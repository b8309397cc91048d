import { classify } from '../classify/classify.js';
import { describe } from '../describe/describe.js';
import type { Range, Slice, SliceResult, Statement } from '../types.js';
import { sliceDelete } from './delete.js';
import { sliceInsert } from './insert.js';
import { NotUnderstood, Reader } from './reader.js';
import { sliceUpdate } from './update.js';

/** Cuts an UPDATE, DELETE, INSERT or REPLACE into ranges of its own text. A slice is a claim: only judgeProof() makes it one to rely on. */
export function slice(statement: Statement): SliceResult {
  const kind = classify(statement);
  const reader = new Reader(statement);
  try {
    const verb = kind === 'CTE_DML' ? verbOfCte(reader) : kind;
    if (!reader.isBalanced) throw new NotUnderstood(reader.tokens.at(-1));
    const made = sliceVerb(reader, verb);
    if (made === undefined) return { ok: false, refusal: { code: 'kind-not-sliced', params: { kind } } };
    // A query somewhere inside whose tables cannot be read is a reason to refuse here, not to fail in describe() later.
    describe(made);
    return { ok: true, slice: made };
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
    const params = { near: error.token?.text.slice(0, 80) ?? '', offset: error.token?.start ?? statement.text.length };
    return { ok: false, refusal: { code: 'syntax-not-understood', params } };
  }
}

function sliceVerb(reader: Reader, verb: string): Slice | undefined {
  switch (verb) {
    case 'UPDATE':
      return sliceUpdate(reader);
    case 'DELETE':
      return sliceDelete(reader);
    case 'INSERT':
    case 'REPLACE':
      return sliceInsert(reader, verb);
    default:
      return undefined;
  }
}

function verbOfCte(reader: Reader): string {
  return reader.keyword(reader.find(0, reader.length, (i) => reader.is(i, 'UPDATE', 'DELETE')));
}

/** A range's text as the server reads it: what to build SQL from. '' for no range. */
export function textOf(slice: Slice, range: Range | undefined): string {
  return range === undefined ? '' : slice.statement.expanded.slice(range.start, range.end);
}
