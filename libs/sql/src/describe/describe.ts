import { findCtes, type Cte } from '../slice/ctes.js';
import { Reader } from '../slice/reader.js';
import type { ColumnName, FunctionCall, Place, Range, Slice, SliceFacts, TableReference } from '../types.js';
import { functionAt } from './functions.js';
import { isLock, subqueriesIn, tablesRead } from './queries.js';

const SYSTEM_SCHEMAS = new Set(['mysql', 'information_schema', 'performance_schema', 'sys']);

interface Section {
  readonly place: Place;
  readonly from: number;
  readonly end: number;
}

/**
 * What the tokens of a slice say that bears on whether its rows can be captured and put back. No verdicts: these need the schema.
 * @param slice as slice() made it: for it this never throws
 */
export function describe(slice: Slice): SliceFacts {
  const reader = new Reader(slice.statement);
  const ctes = findCtes(reader);
  const sections = sectionsOf(slice, reader);
  const tables = [...ownTables(slice), ...sections.flatMap((section) => tablesOf(reader, section, ctes))];
  const indexes = [...reader.tokens.keys()];
  const any = (matches: (i: number) => boolean): boolean => indexes.some(matches);
  const { statement } = slice;
  return {
    functions: sections.flatMap((section) => functionsOf(reader, section)),
    userVariables: texts(slice, 'user-variable'),
    systemVariables: texts(slice, 'system-variable'),
    subqueries: sections.flatMap(({ place, from, end }) => subqueriesIn(reader, from, end, place, ctes)),
    tables,
    systemSchemas: systemSchemas(tables),
    usesMatch: any((i) => reader.is(i, 'MATCH')),
    usesInto: any((i) => reader.is(i, 'INTO') && (reader.tokens[i]?.start ?? 0) >= slice.head.end),
    usesLock: any((i) => isLock(reader, i)),
    usesAssignmentOperator: any((i) => reader.symbol(i, ':=')),
    usesSetVarHint: statement.tokens.some((token) => token.kind === 'hint' && /\bset_var\b/i.test(token.text)),
    usesParameters: any((i) => reader.symbol(i, '?')),
    hasVersionComments: statement.text.includes('/*!') && statement.text !== statement.expanded,
    hasLimit: 'limit' in slice && slice.limit !== undefined,
    hasOrderBy: 'orderBy' in slice && slice.orderBy.length > 0,
    assignedColumns: assignedColumns(slice),
  };
}

function texts(slice: Slice, kind: 'user-variable' | 'system-variable'): string[] {
  return [...new Set(slice.statement.tokens.filter((token) => token.kind === kind).map((token) => token.text))];
}

function systemSchemas(tables: readonly TableReference[]): string[] {
  const named = tables.map((table) => table.schema?.toLowerCase() ?? '');
  return [...new Set(named.filter((schema) => SYSTEM_SCHEMAS.has(schema)))];
}

function ownTables(slice: Slice): readonly TableReference[] {
  const tables = slice.kind === 'UPDATE' || slice.kind === 'DELETE' ? slice.tables : [slice.table];
  return tables.filter((table) => !table.isCte);
}

function tablesOf(reader: Reader, { from, end }: Section, ctes: readonly Cte[]): TableReference[] {
  return tablesRead(reader, from, end, ctes).filter((table) => !table.isCte);
}

function functionsOf(reader: Reader, { place, from, end }: Section): (FunctionCall & { place: Place })[] {
  const calls: (FunctionCall & { place: Place })[] = [];
  for (let i = from; i < end; i++) {
    const call = functionAt(reader, i);
    if (call !== undefined) calls.push({ ...call, place });
  }
  return calls;
}

function assignedColumns(slice: Slice): ColumnName[] {
  if (slice.kind === 'UPDATE') return slice.assignments.map((assignment) => assignment.column);
  if (slice.kind === 'DELETE') return [];
  const { source, onDuplicate } = slice;
  const set = source.form === 'set' ? source.assignments : [];
  return [...set, ...(onDuplicate?.assignments ?? [])].map((assignment) => assignment.column);
}

function sectionsOf(slice: Slice, reader: Reader): Section[] {
  const sections: Section[] = [];
  const add = (place: Place, range: Range | undefined): void => {
    if (range === undefined) return;
    const from = reader.tokens.findIndex((token) => token.start >= range.start);
    const last = reader.tokens.findLastIndex((token) => token.end <= range.end);
    if (from !== -1 && last >= from) sections.push({ place, from, end: last + 1 });
  };
  add('with', slice.with);
  if (slice.kind === 'UPDATE' || slice.kind === 'DELETE') {
    add('refs', slice.refs);
    if (slice.kind === 'UPDATE') add('set', slice.setList);
    add('where', slice.where);
    for (const term of slice.orderBy) add('order-by', term.expression);
    add('limit', slice.limit);
  } else {
    const place = slice.source.form === 'values' ? 'values' : slice.source.form === 'set' ? 'set' : 'source';
    add(place, slice.source.range);
    add('on-duplicate', slice.onDuplicate?.range);
  }
  return sections;
}
