// Keys that cannot go straight to the keys table. Out of joined tables: one capture for each name of a table that changes, and an outer join gives
// NULLs for rows that are not there. And moments: a strict mode would refuse a zero date, which the user's own statement may well meet.
import type { PlannedColumn, PlannedStatement, PlannedTable } from '@sluice/contracts';
import { insertInto } from './capture.js';
import { keyImageColumns, type ImageColumn } from './columns.js';
import { imageType } from './image-table.js';
import type { ImageNames } from './names.js';

/** For one statement. */
export function createJoinedTable(table: PlannedTable, names: ImageNames): string {
  const key = keyImageColumns(table).map(
    ({ column, image }) =>
      `${image} ${isMoment(column) ? 'VARCHAR(40) CHARACTER SET ascii NULL' : imageType(column, true)}`,
  );
  const columns = ['n BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY', ...key];
  return `CREATE TEMPORARY TABLE ${names.joined} (\n  ${columns.join(',\n  ')}\n) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`;
}

/** In the user's settings, as captureKeys(); `of` is one name of the table. */
export function captureJoined(table: PlannedTable, statement: PlannedStatement, names: ImageNames, of: string): string {
  const { capture } = statement;
  if (!capture) throw new Error(`statement ${String(statement.number)} has no capture`);
  const key = keyImageColumns(table);
  return (
    `${insertInto(capture)} ${names.joined} (${key.map(({ image }) => image).join(', ')})\n${capture.with}\n` +
    `SELECT ${capture.hints} ${statement.targets ? 'DISTINCT ' : ''}${key.map((column) => readKey(column, of)).join(', ')}\n` +
    `FROM ${capture.refs}\n${capture.tail}\nFOR UPDATE OF ${of}`
  );
}

/** In a lax mode and the user's zone: moments are texts here. To the keys, each once: IGNORE drops what two names of one table have in common. */
export function gatherJoined(table: PlannedTable, statement: number, names: ImageNames): string {
  const key = keyImageColumns(table).map(({ image }) => image);
  return (
    `INSERT IGNORE INTO ${names.keys} (statement_no, ${key.join(', ')})\n` +
    `SELECT DISTINCT ${String(statement)}, ${key.join(', ')} FROM ${names.joined} WHERE ${key.map((name) => `${name} IS NOT NULL`).join(' AND ')}`
  );
}

/** Whether the keys must take the way of this file. */
export function needsJoined(table: PlannedTable, statement: PlannedStatement): boolean {
  return statement.targets !== undefined || keyImageColumns(table).some(({ column }) => isMoment(column));
}

/** As text already for DISTINCT, which keeps what it saw in a table of its own, judged by the mode. */
function readKey({ column, live }: ImageColumn, of: string): string {
  return isMoment(column) ? `CAST(${of}.${live} AS CHAR)` : `${of}.${live}`;
}

function isMoment({ type }: PlannedColumn): boolean {
  return /^(date|datetime|timestamp)\b/i.test(type);
}

export function countKeys(statement: number, names: ImageNames): string {
  return `SELECT COUNT(*) FROM ${names.keys} WHERE statement_no = ${String(statement)}`;
}
