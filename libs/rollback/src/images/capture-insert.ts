// Which rows an INSERT made. Given keys are staged before the change and looked for with locking reads; what is generated is the interval that
// the server reserved at once (a "simple insert": consecutive in every innodb_autoinc_lock_mode), or all that is higher than before.
import type { PlannedStatement, PlannedTable } from '@sluice/contracts';
import { quoteIdentifier } from '@sluice/sql';
import { imageList, liveList } from './capture.js';
import { byKey, imageColumns, keyImageColumns, liveName, sameKey, type ImageColumn } from './columns.js';
import type { ImageNames } from './names.js';

/** In the user's settings: the text's own rows, verbatim, into a table of identical types. IGNORE converts what does not fit. */
export function stageRows(statement: PlannedStatement, names: ImageNames): string {
  if (!statement.insert) throw new Error(`statement ${String(statement.number)} has no insert`);
  const { columns, source, existing } = statement.insert;
  return `INSERT ${existing === 'ignore' ? 'IGNORE ' : ''}INTO ${names.stage} ${columns}\n${source}`;
}

/**
 * Rows that are there already, by the key of the rows or, where they may be replaced or updated, by every unique key. FOR UPDATE also locks the
 * gaps: nobody else can make them now.
 */
export function captureExisting(table: PlannedTable, statement: PlannedStatement, names: ImageNames): string[] {
  const key = keyImageColumns(table);
  const into = `INSERT IGNORE INTO ${names.keys} (statement_no, ${key.map(({ image }) => image).join(', ')})`;
  const select = `SELECT DISTINCT ${[String(statement.number), ...key.map(({ live }) => `t.${live}`)].join(', ')}`;
  const existing = statement.insert?.existing;
  const all = existing === 'update' || existing === 'replace';
  const keys = all
    ? table.uniqueKeys.map(({ name, columns }) => ({ columns, hint: `FORCE INDEX (${quoteIdentifier(name)})` }))
    : [];
  const looked = all ? keys : [{ columns: table.keyColumns, hint: byKey(table) }];
  return looked.map(({ columns, hint }) => {
    const same = liveColumns(table, columns).map(({ live }) => `s.${live} = t.${live}`);
    return `${into}\n${select} FROM ${names.stage} s STRAIGHT_JOIN ${liveName(table)} t ${hint} ON ${same.join(' AND ')} FOR UPDATE OF t`;
  });
}

/** New rows under the staged keys: those that were not there before. */
export function captureStaged(
  table: PlannedTable,
  statement: number,
  names: ImageNames,
  above: string | undefined,
): string {
  const key = keyImageColumns(table);
  const staged = key.map(({ live }) => `s.${live} = t.${live}`).join(' AND ');
  const first = key[0];
  // What is above was captured already.
  const below = above === undefined || !first ? '' : ` AND t.${first.live} <= ${above}`;
  return (
    `INSERT INTO ${names.after} (statement_no, ${imageList(table)})\nSELECT ${String(statement)}, ${liveList(table)}\n` +
    `FROM (SELECT DISTINCT ${key.map(({ live }) => live).join(', ')} FROM ${names.stage}) s ` +
    `STRAIGHT_JOIN ${liveName(table)} t ${byKey(table)} ON ${staged}\n` +
    `LEFT JOIN ${names.keys} k ON k.statement_no = ${String(statement)} AND ${sameKey(table, 'k', 't')}\n` +
    `WHERE k.statement_no IS NULL${below} FOR UPDATE OF t`
  );
}

/** The highest id, or none. */
export function highestKey(table: PlannedTable): string {
  const live = keyImageColumns(table)[0]?.live ?? '';
  return `SELECT ${live} FROM ${liveName(table)} ${byKey(table)} ORDER BY ${live} DESC LIMIT 1 FOR UPDATE`;
}

/** Locks all that is above to its end, so that only this transaction can insert there: must be 0. `above`: digits; null for an empty table. */
export function countAbove(table: PlannedTable, above: string | null): string {
  return `SELECT COUNT(*) FROM ${liveName(table)} t ${byKey(table)} WHERE ${isAbove(table, above)} FOR UPDATE`;
}

export function captureAbove(table: PlannedTable, statement: number, names: ImageNames, above: string | null): string {
  return (
    `INSERT INTO ${names.after} (statement_no, ${imageList(table)})\nSELECT ${String(statement)}, ${liveList(table)}\n` +
    `FROM ${liveName(table)} t ${byKey(table)} WHERE ${isAbove(table, above)} FOR UPDATE OF t`
  );
}

/** `first` is LAST_INSERT_ID() as digits; `step` is auto_increment_increment. */
export function captureGenerated(
  table: PlannedTable,
  statement: PlannedStatement,
  names: ImageNames,
  first: bigint,
  step: bigint,
): string {
  const [key] = keyImageColumns(table);
  const rows = statement.insert?.rows;
  if (!key || !rows) throw new Error(`statement ${String(statement.number)} generates no known number of ids`);
  const last = first + step * BigInt(rows - 1);
  const inStep = step === 1n ? '' : ` AND (t.${key.live} - ${String(first)}) % ${String(step)} = 0`;
  return (
    `INSERT INTO ${names.after} (statement_no, ${imageList(table)})\n` +
    `SELECT ${String(statement.number)}, ${liveList(table)} FROM ${liveName(table)} t\n` +
    `WHERE t.${key.live} BETWEEN ${String(first)} AND ${String(last)}${inStep} FOR UPDATE OF t`
  );
}

function isAbove(table: PlannedTable, above: string | null): string {
  const live = keyImageColumns(table)[0]?.live ?? '';
  return above === null ? 'TRUE' : `t.${live} > ${above}`;
}

function liveColumns(table: PlannedTable, names: readonly string[]): ImageColumn[] {
  return imageColumns(table).filter(({ column }) => names.includes(column.name));
}
