// The rollback script: SQL that a person can read and run with the mysql client. All or nothing: each statement says how many rows it must meet, as
// the change left them.
import type { PlannedColumn, PlannedTable } from '@sluice/contracts';
import { isByContent } from '../by-content/content.js';
import { scriptContents } from '../by-content/look.js';
import type { ForeignKeyFacts, TableFacts } from '../facts.js';
import { quoteIdentifier } from '@sluice/sql';
import { imageColumns, keyImageColumns, liveName, storedColumns, type ImageColumn } from '../images/columns.js';
import { sameValue } from '../images/same-row.js';
import type { ImageSet } from '../undo/image-set.js';
import type { UndoWay } from '../undo/way.js';
import { joinAfter, joinBefore } from '../undo/worklist.js';
import { expectRows } from './head.js';
import { keyGuard, readValue, valueGuard, valueLiteral } from './value.js';

/** One row of the worklist: its texts as readValue() made them, in the order of `scriptRows`. */
export interface ScriptRow {
  readonly before: readonly (string | null)[] | null;
  readonly after: readonly (string | null)[] | null;
}

/** Rows of the worklist, by key: a flag and the columns' texts before, then the same after. */
export function scriptRows(set: ImageSet): string {
  if (isByContent(set.table)) return scriptContents(set, ({ column }, value) => [readValue(column, value)]);
  const { table, names, hasBefore, hasAfter } = set;
  const part = (there: boolean, alias: string): string[] =>
    there
      ? [
          `${alias}.statement_no IS NOT NULL`,
          ...imageColumns(table).map(({ column, image }) => readValue(column, `${alias}.${image}`)),
        ]
      : ['0', ...table.columns.map(() => 'NULL')];
  const key = keyImageColumns(table).map(({ image }) => `u.${image}`);
  return (
    `SELECT ${[...part(hasBefore, 'b'), ...part(hasAfter, 'a')].join(', ')}\nFROM ${names.undo} u ` +
    `${hasBefore ? joinBefore(set, 'LEFT JOIN') : ''} ${hasAfter ? joinAfter(set, 'LEFT JOIN') : ''}\n` +
    `ORDER BY ${key.join(', ')}`
  );
}

/** `cells` as `scriptRows` selects them. */
export function scriptRow(table: PlannedTable, cells: readonly (string | null)[]): ScriptRow {
  const width = table.columns.length + 1;
  const part = (from: number): (string | null)[] | null =>
    cells[from] === '1' ? cells.slice(from + 1, from + width) : null;
  return { before: part(0), after: part(width) };
}

/** The first pass: what the change left is removed (or, where triggers would fire for that, updated). Empty where there is nothing to do. */
export function removeRow({ table }: ImageSet, row: ScriptRow, way: UndoWay): string {
  if (!row.after) return '';
  const where = `WHERE ${guards(table, row.after).join(' AND ')}`;
  if (row.before && way === 'update') return updateRow(table, row.before, where);
  // Without a key, an equal row does as well.
  return `DELETE FROM ${liveName(table)} ${where}${isByContent(table) ? ' LIMIT 1' : ''};\n${expectRows(1)}`;
}

/**
 * Counted first: an UPDATE to what the row holds already changes no row. JSON that equals what comes back and is not the same goes through
 * another document: `{"x":1.0}` → `{"x":1}` by UPDATE is a silent no-op.
 */
function updateRow(table: PlannedTable, before: readonly (string | null)[], where: string): string {
  const columns = storedColumns(table).filter(({ isKey }) => !isKey);
  const json = columns.filter(({ column }) => /^json$/i.test(column.type));
  const key = keyGuards(table, before).join(' AND ');
  const update = (assignments: readonly string[], only = ''): string =>
    assignments.length === 0 ? '' : `UPDATE ${liveName(table)} SET ${assignments.join(', ')} WHERE ${key}${only};\n`;
  const throughAnother = ({ column, live }: ImageColumn): string => {
    const then = `CAST(${valueLiteral(column, textOf(table, column, before))} AS JSON)`;
    return update(
      [`${live} = JSON_OBJECT('sluice', UUID())`],
      ` AND ${live} = ${then} AND NOT (${sameValue({ column }, live, then)})`,
    );
  };
  return (
    `SET @sluice_wrong = @sluice_wrong + (SELECT COUNT(*) <> 1 FROM ${liveName(table)} ${where} FOR UPDATE);\n` +
    json.map(throughAnother).join('') +
    update(columns.map(({ column, live }) => `${live} = ${valueLiteral(column, textOf(table, column, before))}`))
  );
}

/** The values of a row that the second pass puts back, as one item of VALUES; undefined where there is nothing to insert. */
export function restoredValues({ table }: ImageSet, { before, after }: ScriptRow, way: UndoWay): string | undefined {
  if (!before || (after && way === 'update')) return undefined;
  return `(${storedColumns(table)
    .map(({ column }) => valueLiteral(column, textOf(table, column, before)))
    .join(', ')})`;
}

/** The second pass: unique values are free now. A row that others put under the key since stops the script by its duplicate key. */
export function restoreRows({ table }: ImageSet, items: readonly string[]): string {
  const columns = storedColumns(table).map(({ live }) => live);
  return `INSERT INTO ${liveName(table)} (${columns.join(', ')}) VALUES\n${items.join(',\n')};\n${expectRows(items.length)}`;
}

/** The third pass: the script runs without foreign key checks, so it looks itself. Empty where nothing can have lost its parent by this row. */
export function checkReferences(
  { table }: ImageSet,
  { before, after }: ScriptRow,
  facts: Pick<TableFacts, 'foreignKeys' | 'children'>,
): string {
  const missing: string[] = [];
  for (const key of before ? facts.foreignKeys : []) {
    const values = referred(table, key.columns, before, after);
    if (values) missing.push(`(NOT ${exists(key.parent, key.parentColumns, values)})`);
  }
  for (const key of after ? facts.children : []) {
    const values = referred(table, key.parentColumns, after, before);
    if (values)
      missing.push(`(${exists(key, key.columns, values)} AND NOT ${exists(key.parent, key.parentColumns, values)})`);
  }
  return missing.length === 0 ? '' : `SET @sluice_orphans = @sluice_orphans + ${missing.join(' + ')};\n`;
}

/** Undefined where one is NULL (it refers to nothing), or where the change left them as they were: an orphan of then may stay one. */
function referred(
  table: PlannedTable,
  names: readonly string[],
  texts: ScriptRow['before'],
  other: ScriptRow['before'],
): string[] | undefined {
  const columns = names.flatMap((name) =>
    table.columns.filter((column) => column.name.toLowerCase() === name.toLowerCase()),
  );
  const values = columns.map((column) => textOf(table, column, texts));
  if (values.includes(null)) return undefined;
  if (other && columns.every((column, i) => textOf(table, column, other) === values[i])) return undefined;
  return columns.map((column, i) => valueLiteral(column, values[i] ?? null));
}

function exists(
  table: Pick<ForeignKeyFacts, 'schema' | 'table'>,
  columns: readonly string[],
  values: readonly string[],
): string {
  const same = columns.map((name, i) => `${quoteIdentifier(name)} = ${values[i] ?? 'NULL'}`);
  return `EXISTS (SELECT 1 FROM ${liveName(table)} WHERE ${same.join(' AND ')})`;
}

/** Key first, for the eye and for the index. Generated columns follow from the others. */
function guards(table: PlannedTable, texts: readonly (string | null)[]): string[] {
  const all = storedColumns(table).map(({ column, live }) => valueGuard(column, live, textOf(table, column, texts)));
  return [...keyGuards(table, texts), ...all];
}

function keyGuards(table: PlannedTable, texts: readonly (string | null)[]): string[] {
  return keyImageColumns(table).map(({ column, live }) => keyGuard(column, live, textOf(table, column, texts)));
}

function textOf(table: PlannedTable, column: PlannedColumn, texts: readonly (string | null)[] | null): string | null {
  return texts?.[table.columns.indexOf(column)] ?? null;
}
