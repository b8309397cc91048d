// Keys out of joined tables: one capture for each name of a table that changes. An outer join gives NULLs for rows that are not there.
import type { PlannedStatement, PlannedTable } from '@sluice/contracts';
import { keyImageColumns } from './columns.js';
import { imageType } from './image-table.js';
import type { ImageNames } from './names.js';

/** For one statement. */
export function createJoinedTable(table: PlannedTable, names: ImageNames): string {
  const key = keyImageColumns(table).map(({ column, image }) => `${image} ${imageType(column, true)}`);
  const columns = ['n BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY', ...key];
  return `CREATE TEMPORARY TABLE ${names.joined} (\n  ${columns.join(',\n  ')}\n) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`;
}

/** In the user's settings, as captureKeys(); `of` is one name of the table. */
export function captureJoined(table: PlannedTable, statement: PlannedStatement, names: ImageNames, of: string): string {
  const { capture } = statement;
  if (!capture) throw new Error(`statement ${String(statement.number)} has no capture`);
  const key = keyImageColumns(table);
  return (
    `INSERT INTO ${names.joined} (${key.map(({ image }) => image).join(', ')})\n${capture.with}\n` +
    `SELECT ${capture.hints} DISTINCT ${key.map(({ live }) => `${of}.${live}`).join(', ')}\n` +
    `FROM ${capture.refs}\n${capture.tail}\nFOR UPDATE OF ${of}`
  );
}

/** To the keys, each once: IGNORE drops what two names of one table have in common. */
export function gatherJoined(table: PlannedTable, statement: number, names: ImageNames): string {
  const key = keyImageColumns(table).map(({ image }) => image);
  return (
    `INSERT IGNORE INTO ${names.keys} (statement_no, ${key.join(', ')})\n` +
    `SELECT DISTINCT ${String(statement)}, ${key.join(', ')} FROM ${names.joined} WHERE ${key.map((name) => `${name} IS NOT NULL`).join(' AND ')}`
  );
}

export function countKeys(statement: number, names: ImageNames): string {
  return `SELECT COUNT(*) FROM ${names.keys} WHERE statement_no = ${String(statement)}`;
}
