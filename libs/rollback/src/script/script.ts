// The rollback script: SQL that a person can read and run with the mysql client. Every statement guards itself: a row that is not as the change
// left it is left alone.
import type { PlannedColumn, PlannedTable } from '@sluice/contracts';
import { imageColumns, keyImageColumns, liveName, storedColumns } from '../images/columns.js';
import type { ImageSet } from '../undo/image-set.js';
import type { UndoWay } from '../undo/way.js';
import { joinAfter, joinBefore } from '../undo/worklist.js';
import { readValue, valueGuard, valueLiteral } from './value.js';

export interface ScriptHead {
  /** Comment lines. */
  readonly about: readonly string[];
  /** `schema.table.column` whose values the script's text cannot hold exactly. */
  readonly inexact: readonly string[];
}

/** One row of the worklist: its texts as readValue() made them, in the order of `scriptRows`. */
export interface ScriptRow {
  readonly before: readonly (string | null)[] | null;
  readonly after: readonly (string | null)[] | null;
}

export function scriptHead({ about, inexact }: ScriptHead): string {
  const notes = inexact.length === 0 ? ['Exact for every column.'] : inexact.map((name) => `NOT EXACT: ${name}`);
  return `${[
    ...[...about, ...notes].map((line) => `-- ${line.replace(/[\r\n]+/g, ' ')}`),
    '-- Run it with: mysql --default-character-set=utf8mb4 < script.sql (it stops at the first error, and nothing is committed then).',
    'SET NAMES utf8mb4;',
    "SET SESSION sql_mode = 'ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION', SESSION time_zone = '+00:00';",
    'SET SESSION foreign_key_checks = 0, SESSION sql_safe_updates = 0;',
    'SET @sluice_left = 0;',
    'START TRANSACTION;',
  ].join('\n')}\n`;
}

/**
 * Between the passes, where rows moved to other keys: each stands apart from its old self, so one that is not as it was left stops all. An error
 * on purpose: only that stops the client.
 */
export const stopIfLeft =
  "SELECT IF(@sluice_left = 0, 'as the change left them', (SELECT 'rows changed since' UNION SELECT 'nothing is put back')) AS moved_rows;\n";

export const scriptEnd = 'COMMIT;\nSET SESSION foreign_key_checks = 1;\n';

/** Rows of the worklist, by key: a flag and the columns' texts before, then the same after. */
export function scriptRows(set: ImageSet): string {
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

/**
 * The first pass: what the change left is removed (or, where triggers would fire for that, updated). `number` names the variable that tells the
 * second pass whether the row was still as it was left. Empty where there is nothing to do.
 */
export function removeRow({ table, movesKeys }: ImageSet, row: ScriptRow, way: UndoWay, number: string): string {
  if (!row.after) return '';
  const where = `WHERE ${guards(table, row.after).join(' AND ')}`;
  if (row.before && way === 'update')
    return `UPDATE ${liveName(table)} SET ${assignments(table, row.before)} ${where};\n`;
  const gone = `@sluice_${number}`;
  const deletion = `DELETE FROM ${liveName(table)} ${where};\n`;
  if (movesKeys) return `${deletion}SET ${gone} = ROW_COUNT();\nSET @sluice_left = @sluice_left + (${gone} <> 1);\n`;
  return row.before ? `${deletion}SET ${gone} = ROW_COUNT();\n` : deletion;
}

/** The second pass: unique values are free now. A row that others put under the key since stops the script by its duplicate key. */
export function restoreRow({ table }: ImageSet, row: ScriptRow, way: UndoWay, number: string): string {
  if (!row.before || (row.after && way === 'update')) return '';
  const columns = storedColumns(table);
  const into = `INSERT INTO ${liveName(table)} (${columns.map(({ live }) => live).join(', ')})`;
  const values = columns.map(({ column }) => valueLiteral(column, textOf(table, column, row.before))).join(', ');
  return row.after
    ? `${into} SELECT ${values} FROM DUAL WHERE @sluice_${number} = 1;\n`
    : `${into} VALUES (${values});\n`;
}

/** Key first, for the eye and for the index. */
function guards(table: PlannedTable, texts: readonly (string | null)[]): string[] {
  const key = keyImageColumns(table).map(
    ({ column, live }) => `${live} = ${valueLiteral(column, textOf(table, column, texts))}`,
  );
  const all = storedColumns(table).map(({ column, live }) => valueGuard(column, live, textOf(table, column, texts)));
  return [...key, ...all];
}

function assignments(table: PlannedTable, texts: readonly (string | null)[]): string {
  return storedColumns(table)
    .filter(({ isKey }) => !isKey)
    .map(({ column, live }) => `${live} = ${valueLiteral(column, textOf(table, column, texts))}`)
    .join(', ');
}

function textOf(table: PlannedTable, column: PlannedColumn, texts: readonly (string | null)[] | null): string | null {
  return texts?.[table.columns.indexOf(column)] ?? null;
}
