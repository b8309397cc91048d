// Which rows an INSERT made. Given keys are staged before the change and looked for with a locking read; generated ids are the interval
// that the server reserved at once (a "simple insert": consecutive in every innodb_autoinc_lock_mode).
import type { PlannedStatement, PlannedTable } from '@sluice/contracts';
import { imageList, liveList } from './capture.js';
import { byKey, keyImageColumns, liveName, sameKey } from './columns.js';
import type { ImageNames } from './names.js';

/** In the user's settings: the text's own rows, verbatim, into a table of identical types. */
export function stageRows(statement: PlannedStatement, names: ImageNames): string {
  if (!statement.insert) throw new Error(`statement ${String(statement.number)} has no insert`);
  return `INSERT INTO ${names.stage} ${statement.insert.columns}\n${statement.insert.source}`;
}

/** The staged keys; two equal ones are an error here as they would be in the table. */
export function captureStagedKeys(table: PlannedTable, statement: number, names: ImageNames): string {
  const key = keyImageColumns(table);
  return (
    `INSERT INTO ${names.keys} (statement_no, ${key.map(({ image }) => image).join(', ')})\n` +
    `SELECT ${String(statement)}, ${key.map(({ live }) => live).join(', ')} FROM ${names.stage}`
  );
}

/** Rows that are there already under these keys. FOR UPDATE also locks the gaps: nobody else can make them now. */
export function countTaken(table: PlannedTable, statement: number, names: ImageNames): string {
  return (
    `SELECT COUNT(*) FROM ${names.keys} k STRAIGHT_JOIN ${liveName(table)} t ${byKey(table)} ON ${sameKey(table, 'k', 't')}\n` +
    `WHERE k.statement_no = ${String(statement)} FOR UPDATE OF t`
  );
}

export function captureInserted(table: PlannedTable, statement: number, names: ImageNames): string {
  return (
    `INSERT INTO ${names.after} (statement_no, ${imageList(table)})\n` +
    `SELECT ${String(statement)}, ${liveList(table)}\n` +
    `FROM ${names.keys} k STRAIGHT_JOIN ${liveName(table)} t ${byKey(table)} ON ${sameKey(table, 'k', 't')}\n` +
    `WHERE k.statement_no = ${String(statement)} FOR UPDATE OF t`
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
  if (!key || !statement.insert) throw new Error(`statement ${String(statement.number)} generates no ids`);
  const last = first + step * BigInt(statement.insert.rows - 1);
  const inStep = step === 1n ? '' : ` AND (t.${key.live} - ${String(first)}) % ${String(step)} = 0`;
  return (
    `INSERT INTO ${names.after} (statement_no, ${imageList(table)})\n` +
    `SELECT ${String(statement.number)}, ${liveList(table)} FROM ${liveName(table)} t\n` +
    `WHERE t.${key.live} BETWEEN ${String(first)} AND ${String(last)}${inStep} FOR UPDATE OF t`
  );
}
