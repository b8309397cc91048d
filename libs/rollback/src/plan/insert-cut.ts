// Where the keys of inserted rows come from, and the cuts to stage the rows by.
import type { PlannedStatement } from '@sluice/contracts';
import { quoteIdentifier, textOf, type InsertSlice } from '@sluice/sql';
import { keyColumns, rowKey } from '../fingerprint/row-key.js';
import type { ColumnFacts, KeyFacts, TableFacts } from '../facts.js';
import { movedKeyColumn } from '../conditions/key-changed.js';
import { sameColumn } from '../conditions/subject.js';
import { withoutSchema } from './without-schema.js';

export type InsertCut = NonNullable<PlannedStatement['insert']>;

interface Given {
  readonly columns: readonly string[];
  /** A row's values by column; undefined: the bare word DEFAULT. Null: out of a query. */
  readonly rows: readonly (readonly (string | undefined)[])[] | null;
}

/** Undefined where the keys of the new rows could only be guessed. */
export function insertCut(slice: InsertSlice, target: TableFacts): InsertCut | undefined {
  const given = readGiven(slice, target);
  const existing = existingOf(slice);
  // Without a key, what the staged rows hold is all there is to know.
  const keys = given && (rowKey(target) ? keySource(given, target, existing !== undefined) : 'given');
  if (!keys || (replacesOrUpdates(existing) && !target.keys.every(isFindable))) return undefined;
  return {
    columns: columnList(slice, given),
    source: textOf(slice, slice.source.range),
    rows: given.rows?.length ?? null,
    keys,
    ...(existing ? { existing } : {}),
    ...(movesUpserted(slice, target) ? { upsert: upsertOf(slice) } : {}),
  };
}

/** ON DUPLICATE KEY UPDATE that moves rows to other keys. */
export function movesUpserted({ onDuplicate }: InsertSlice, target: TableFacts): boolean {
  const updated = onDuplicate?.assignments.map(({ column }) => column.column);
  return updated !== undefined && movedKeyColumn(target, updated) !== undefined;
}

function upsertOf(slice: InsertSlice): string {
  const parts = [slice.rowAlias?.range, slice.onDuplicate?.range].flatMap((range) => range ?? []);
  return parts.map((range) => withoutSchema(slice, range, [slice.table.table])).join(' ');
}

function existingOf(slice: InsertSlice): InsertCut['existing'] {
  if (slice.kind === 'REPLACE') return 'replace';
  if (slice.onDuplicate) return 'update';
  return slice.modifiers.ignore ? 'ignore' : undefined;
}

function replacesOrUpdates(existing: InsertCut['existing']): boolean {
  return existing === 'update' || existing === 'replace';
}

/** Old rows are looked for by every unique key, so each must be of whole columns, and may be used. */
function isFindable({ unique, invisible, parts }: KeyFacts): boolean {
  return !unique || (invisible !== true && parts.every(({ column, prefix }) => column !== null && prefix === null));
}

/** Named by ourselves: the text may qualify them by the table's own name, which the stage has not. */
function columnList(slice: InsertSlice, { columns }: Given): string {
  return slice.source.form === 'set' || slice.columns === undefined
    ? ''
    : `(${columns.map(quoteIdentifier).join(', ')})`;
}

function readGiven(slice: InsertSlice, target: TableFacts): Given | undefined {
  const { source } = slice;
  if (source.form === 'set') {
    if (source.assignments.some(({ column }) => column.table !== undefined)) return undefined;
    return {
      columns: source.assignments.map(({ column }) => column.column),
      rows: [source.assignments.map((a) => (a.isDefault ? undefined : textOf(slice, a.value)))],
    };
  }
  if (source.form !== 'values') return { columns: insertedColumns(slice, target), rows: null };
  const rows = source.rows.map((row) => row.values.map((v) => (v.isDefault ? undefined : textOf(slice, v.range))));
  return { columns: insertedColumns(slice, target), rows };
}

/** Without a list: every visible column in the table's order. */
export function insertedColumns(slice: InsertSlice, target: TableFacts): string[] {
  if (slice.source.form === 'set') return slice.source.assignments.map(({ column }) => column.column);
  return slice.columns
    ? slice.columns.map(({ column }) => column)
    : target.columns.filter((column) => !column.invisible).map((column) => column.name);
}

function keySource(given: Given, target: TableFacts, hasExisting: boolean): InsertCut['keys'] | undefined {
  const key = keyColumns(target).flatMap(
    (name) => target.columns.find((column) => sameColumn(column.name, name)) ?? [],
  );
  const [only] = key;
  if (key.length === 1 && only?.autoIncrement) {
    if (given.rows === null) return 'above';
    if (valuesOf(given, only.name).every(isPlainId)) return 'given';
    return !hasExisting && valuesOf(given, only.name).every(generates) ? 'auto-increment' : 'above';
  }
  return key.length > 0 && key.every((column) => isGiven(column, given)) ? 'given' : undefined;
}

function isGiven(column: ColumnFacts, given: Given): boolean {
  if (column.generated !== 'no') return true;
  if (given.rows === null && given.columns.some((name) => sameColumn(name, column.name))) return true;
  const values = valuesOf(given, column.name);
  const isDefault = values.some((value) => value === undefined);
  if (isDefault) return column.hasDefault && !column.defaultIsExpression && !column.autoIncrement;
  return !values.some((value) => isNull(value) || (column.autoIncrement && !isPlainId(value)));
}

/** One entry a row; undefined where the column's default is taken. */
function valuesOf({ columns, rows }: Given, name: string): (string | undefined)[] {
  const at = columns.findIndex((column) => sameColumn(column, name));
  if (rows === null) return [undefined];
  // `VALUES ()` gives no value at all, whatever the list of columns.
  return rows.map((row) => (at === -1 || row.length === 0 ? undefined : (row[at] ?? undefined)));
}

function generates(value: string | undefined): boolean {
  return value === undefined || isNull(value);
}

function isNull(value: string | undefined): boolean {
  return value?.trim().toUpperCase() === 'NULL';
}

/** An AUTO_INCREMENT column makes an id of NULL, of 0, and of what rounds to 0: of nothing else that is written like this. */
function isPlainId(value: string | undefined): boolean {
  return /^\s*-?[1-9][0-9]*\s*$/.test(value ?? '');
}
