// What a trigger does, where its body can be read for sure: one of a few plain statements, or several of them between BEGIN and END. Whatever
// else stands there (IF, loops, CALL, variables, functions of one's own) is not read, and nothing is promised of it.
import type { TableName } from '@sluice/contracts';
import {
  describe,
  slice,
  split,
  sqlMode,
  textOf,
  tokenize,
  type Slice,
  type SliceFacts,
  type Token,
} from '@sluice/sql';
import type { TriggerFacts } from '../facts.js';
import { readMatch, type Match } from './read-match.js';

export type TriggerAct =
  /** `SET NEW.a = …`: the row's own images hold it. */
  | { readonly kind: 'set'; readonly columns: readonly string[] }
  /** INSERT of rows that are written out. */
  | { readonly kind: 'insert'; readonly table: TableName; readonly columns: readonly string[]; readonly rows: number }
  /** UPDATE or DELETE of the rows that a column of OLD or NEW names. */
  | {
      readonly kind: 'update' | 'delete';
      readonly table: TableName;
      readonly columns: readonly string[];
      readonly match: readonly Match[];
    };

export type TriggerReading =
  | { readonly acts: readonly TriggerAct[]; readonly why: undefined }
  | { readonly acts: undefined; readonly why: string };

/** `schema`: what a table's name without one means there. `why`: the word, or the kind of thing, that is not read. */
export function readTrigger({ statement, sqlMode: mode }: TriggerFacts, schema: string): TriggerReading {
  // Version comments are not read, so the server's version does not matter.
  const tokens = tokenize(statement, sqlMode(mode, '9.0.0')).filter(
    ({ kind }) => kind !== 'space' && kind !== 'comment',
  );
  const strange = tokens.find(({ kind }) => !plain.has(kind));
  if (strange) return { acts: undefined, why: strange.text };
  const acts: TriggerAct[] = [];
  for (const part of partsOf(tokens)) {
    const act = readPart(statement, part, mode, schema);
    if (typeof act === 'string') return { acts: undefined, why: act };
    acts.push(act);
  }
  return acts.length > 0 ? { acts, why: undefined } : { acts: undefined, why: 'BEGIN' };
}

const plain = new Set<Token['kind']>([
  'word',
  'quoted-identifier',
  'string',
  'number',
  'introducer',
  'symbol',
  'delimiter',
]);

/** Of `BEGIN a; b; END` the parts a and b; else the one there is. */
function partsOf(tokens: readonly Token[]): Token[][] {
  const isCompound = isWord(tokens[0], 'BEGIN');
  if (isCompound && !isWord(tokens.at(-1), 'END')) return [[...tokens]];
  const inner = isCompound ? tokens.slice(1, -1) : tokens;
  const parts: Token[][] = [[]];
  for (const token of inner) {
    if (token.text === ';' && token.kind !== 'string' && token.kind !== 'quoted-identifier') parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

function readPart(body: string, part: readonly Token[], mode: string, schema: string): TriggerAct | string {
  const [first] = part;
  const verb = first?.kind === 'word' ? first.text.toUpperCase() : '';
  if (!['SET', 'INSERT', 'UPDATE', 'DELETE'].includes(verb)) return first?.text ?? '';
  const own = body.slice(first?.start, part.at(-1)?.end);
  // `SET NEW.a = 1` is the end of an UPDATE.
  const { statements, problems } = split(verb === 'SET' ? `UPDATE t ${own}` : own, sqlMode(mode, '9.0.0'));
  const [statement] = statements;
  const cut = statement && slice(statement);
  if (!cut?.ok || problems.length > 0 || statements.length > 1) return verb;
  const strange = strangeIn(describe(cut.slice));
  return strange ?? readCut(cut.slice, verb === 'SET', schema) ?? verb;
}

/** What may write, wait or read what is not in the row. */
function strangeIn(facts: SliceFacts): string | undefined {
  const call = facts.functions.find(({ nature }) => nature === 'unknown');
  if (call) return call.name;
  if (facts.subqueries.length > 0) return 'SELECT';
  const [variable] = [...facts.userVariables, ...facts.systemVariables];
  if (variable !== undefined) return variable;
  return facts.usesParameters || facts.usesAssignmentOperator || facts.usesInto ? '?' : undefined;
}

function readCut(cut: Slice, isSet: boolean, schema: string): TriggerAct | undefined {
  if (cut.with || cut.hints || cut.modifiers.ignore || cut.modifiers.delayed) return undefined;
  if (isSet) {
    if (cut.kind !== 'UPDATE' || cut.tail || cut.multiTable) return undefined;
    const names = cut.assignments.map(({ column }) => column);
    const isNew = names.every((name) => name.schema === undefined && name.table?.toUpperCase() === 'NEW');
    return isNew ? { kind: 'set', columns: names.map(({ column }) => column) } : undefined;
  }
  if ('source' in cut) {
    if (cut.kind !== 'INSERT' || cut.onDuplicate || cut.rowAlias || cut.table.partitions.length > 0) return undefined;
    const table = nameOf(cut.table, schema);
    const { source } = cut;
    if (source.form === 'set') {
      return { kind: 'insert', table, columns: source.assignments.map(({ column }) => column.column), rows: 1 };
    }
    if (source.form !== 'values' || cut.columns === undefined || cut.columns.length === 0) return undefined;
    if (source.rows.some(({ values }) => values.length !== cut.columns?.length)) return undefined;
    return { kind: 'insert', table, columns: cut.columns.map(({ column }) => column), rows: source.rows.length };
  }
  const [reference, second] = cut.tables;
  if (cut.multiTable || !reference || second || cut.limit || cut.orderBy.length > 0 || !cut.where) return undefined;
  const match = readMatch(textOf(cut, cut.where), cut.statement.mode, reference.alias ?? reference.table);
  if (!match) return undefined;
  const columns = cut.kind === 'UPDATE' ? cut.assignments.map(({ column }) => column.column) : [];
  return { kind: cut.kind === 'UPDATE' ? 'update' : 'delete', table: nameOf(reference, schema), columns, match };
}

function nameOf(reference: { readonly schema: string | undefined; readonly table: string }, schema: string): TableName {
  return { schema: reference.schema ?? schema, table: reference.table };
}

function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'word' && token.text.toUpperCase() === word;
}
