// What to ask the target so that a slice is proved without running anything. STATEMENT_DIGEST_TEXT() parses with the server's own grammar,
// sql_mode and version; a text it refuses is no statement.

import { textOf } from '../slice/slice.js';
import type { Assignment, InsertSlice, ProofQuestion, Range, Slice } from '../types.js';
import { blanked } from './lexical.js';

/** Expressions are asked for together up to this many characters a question. */
const EXPRESSIONS_LENGTH = 16_384;

/** The texts to ask about, in the session that will run the statement. judgeProof() wants an answer to each. */
export function proofQuestions(slice: Slice): ProofQuestion[] {
  const own = slice.kind === 'UPDATE' || slice.kind === 'DELETE' ? rowChoiceQuestions(slice) : insertQuestions(slice);
  return [
    { name: 'statement', text: slice.statement.text },
    { name: 'lexical', text: blanked(slice.statement) },
    ...own,
    ...expressionQuestions(slice),
  ];
}

const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(' ');

function rowChoiceQuestions(slice: Exclude<Slice, InsertSlice>): ProofQuestion[] {
  const cut = (range: Range | undefined): string => textOf(slice, range);
  const ctes = cut(slice.with);
  const changed = slice.kind === 'UPDATE' ? joined(cut(slice.refs), 'SET', cut(slice.setList)) : cut(slice.refs);
  return [
    { name: 'with', text: joined(ctes, 'SELECT 1') },
    { name: 'refs', text: joined(ctes, 'SELECT 1 FROM', slice.captureFrom, 'WHERE 1') },
    { name: 'capture', text: captureOf(slice) },
    ...(isTurned(slice) ? [{ name: 'head', text: joined(ctes, cut(slice.head), 't WHERE 1') }] : []),
    { name: 'change', text: joined(ctes, cut(slice.head), changed, 'WHERE 1') },
    ...(slice.kind === 'UPDATE' ? [{ name: 'set', text: joined('UPDATE t SET', cut(slice.setList)) }] : []),
    ...(slice.where === undefined
      ? []
      : [{ name: 'where', text: joined(ctes, 'SELECT IF(', cut(slice.where), ',1,1) FROM', slice.captureFrom) }]),
  ];
}

/** DELETE's alias and PARTITION have changed places in the capture: only then is `captureFrom` not the refs verbatim. */
export function isTurned(slice: Exclude<Slice, InsertSlice>): boolean {
  return slice.captureFrom !== textOf(slice, slice.refs);
}

/** The same rows as a SELECT: `[WITH …] SELECT 1 FROM refs tail`, the shape every capture has. */
function captureOf(slice: Exclude<Slice, InsertSlice>): string {
  return joined(textOf(slice, slice.with), 'SELECT 1 FROM', slice.captureFrom, textOf(slice, slice.tail));
}

function insertQuestions(slice: InsertSlice): ProofQuestion[] {
  const cut = (range: Range | undefined): string => textOf(slice, range);
  const into = joined(cut(slice.with), cut(slice.head), cut(slice.table.range), cut(slice.columnList));
  const rest = joined(cut(slice.rowAlias?.range), cut(slice.onDuplicate?.range));
  const isQuery = slice.source.form !== 'values' && slice.source.form !== 'set';
  return [
    { name: 'table', text: joined('SELECT 1 FROM', cut(slice.table.range)) },
    { name: 'into', text: joined(into, 'VALUES ()') },
    ...(rest === '' ? [] : [{ name: 'rest', text: joined(into, 'VALUES ()', rest) }]),
    ...(isQuery ? [{ name: 'source', text: cut(slice.source.range) }] : []),
  ];
}

/** `IF(e,1,1)` parses only when `e` is one whole expression; the bare word DEFAULT is none and is known by its token. */
function expressionQuestions(slice: Slice): ProofQuestion[] {
  const questions: ProofQuestion[] = [];
  let batch: string[] = [];
  let length = 0;
  const flush = (): void => {
    if (batch.length > 0)
      questions.push({ name: `expressions-${questions.length}`, text: `SELECT ${batch.join(',')}` });
    batch = [];
    length = 0;
  };
  for (const range of expressionsOf(slice)) {
    const expression = textOf(slice, range);
    if (/^default$/i.test(expression)) continue;
    const text = `IF(${expression},1,1)`;
    if (length > 0 && length + text.length > EXPRESSIONS_LENGTH) flush();
    batch.push(text);
    length += text.length;
  }
  flush();
  return questions;
}

function expressionsOf(slice: Slice): Range[] {
  const ofAssignments = (list: readonly Assignment[]): Range[] => list.map((assignment) => assignment.value);
  switch (slice.kind) {
    case 'UPDATE':
      return [...ofAssignments(slice.assignments), ...slice.orderBy.map((term) => term.expression)];
    case 'DELETE':
      return slice.orderBy.map((term) => term.expression);
    case 'INSERT':
    case 'REPLACE': {
      const { source, onDuplicate } = slice;
      const values =
        source.form === 'values'
          ? source.rows.flatMap((row) => row.values.map((value) => value.range))
          : source.form === 'set'
            ? ofAssignments(source.assignments)
            : [];
      return [...values, ...ofAssignments(onDuplicate?.assignments ?? [])];
    }
  }
}
