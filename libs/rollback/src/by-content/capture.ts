// The texts of a capture of whole rows. In the user's settings they go to a table where moments are texts, for a strict mode would refuse a zero
// date; from there, in the user's zone, to the images.
import type { PlannedColumn, PlannedStatement, PlannedTable } from '@sluice/contracts';
import { imageList, insertInto, liveList } from '../images/capture.js';
import { imageColumns, liveName, storedColumns, type ImageColumn } from '../images/columns.js';
import { imageType } from '../images/image-table.js';
import type { ImageNames } from '../images/names.js';
import { createCopyTable } from '../images/stage-table.js';
import { contentOfImage, contentOfLive } from './content.js';

export function createRowsTable(table: PlannedTable, names: ImageNames): string {
  const columns = imageColumns(table).map(
    ({ column, image }) =>
      `${image} ${isMoment(column) ? 'VARCHAR(40) CHARACTER SET ascii NULL' : imageType(column, true)}`,
  );
  const number = 'n BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY';
  return `CREATE TEMPORARY TABLE ${names.joined} (\n  ${[number, ...columns].join(',\n  ')}\n) ENGINE=InnoDB ROW_FORMAT=DYNAMIC`;
}

/** In the user's settings: the text's own references and tail. One row for each that the statement will touch. */
export function captureRows(table: PlannedTable, statement: PlannedStatement, names: ImageNames): string {
  const { capture } = statement;
  if (!capture) throw new Error(`statement ${String(statement.number)} has no capture`);
  const of = capture.of ?? liveName(table);
  const read = ({ column, live }: ImageColumn): string =>
    isMoment(column) ? `CAST(${of}.${live} AS CHAR)` : `${of}.${live}`;
  return (
    `${insertInto(capture)} ${names.joined} (${imageList(table)})\n${capture.with}\n` +
    `SELECT ${capture.hints} ${imageColumns(table).map(read).join(', ')}\nFROM ${capture.refs}\n${capture.tail}\nFOR UPDATE OF ${of}`
  );
}

/** In a lax mode and the user's zone. */
export function gatherRows(table: PlannedTable, statement: number, names: ImageNames): string {
  const list = imageList(table);
  return `INSERT INTO ${names.before} (statement_no, ${list})\nSELECT ${String(statement)}, ${list} FROM ${names.joined} ORDER BY n`;
}

/** In +00:00. */
export function nameContents(table: PlannedTable, statement: number, image: string): string {
  return `UPDATE ${image} i SET i.content = ${contentOfImage(table, 'i')} WHERE i.statement_no = ${String(statement)}`;
}

export function createRowCopies(createSql: string, names: ImageNames): string {
  return createCopyTable(createSql, names.moved, ['  `sluice_row` BIGINT UNSIGNED NOT NULL', '  KEY (`sluice_row`)']);
}

export function copyRowsByNumber(table: PlannedTable, statement: number, names: ImageNames): string {
  const stored = storedColumns(table);
  return (
    `INSERT INTO ${names.moved} (${[...stored.map(({ live }) => live), '`sluice_row`'].join(', ')})\n` +
    `SELECT ${[...stored.map(({ image }) => image), 'row_no'].join(', ')} FROM ${names.before} WHERE statement_no = ${String(statement)}`
  );
}

/** Copies that are other than their rows were: before the SET list ran, those that the server would compute otherwise today. */
export function countOtherCopies(table: PlannedTable, statement: number, names: ImageNames): string {
  return `SELECT COUNT(*) FROM ${rowAndCopy(names)}\nWHERE ${isOf(statement)} AND i.content <> ${contentOfLive(table, 'm')} FOR SHARE`;
}

/** What became of the copies that changed. */
export function keepCopies(table: PlannedTable, statement: number, names: ImageNames): string {
  const content = contentOfLive(table, 'm');
  return (
    `INSERT INTO ${names.after} (statement_no, content, ${imageList(table)})\n` +
    `SELECT ${String(statement)}, ${content}, ${liveList(table, 'm')} FROM ${rowAndCopy(names)}\nWHERE ${isOf(statement)} AND i.content <> ${content}`
  );
}

export function dropSameCopies(table: PlannedTable, statement: number, names: ImageNames): string {
  return `DELETE i FROM ${rowAndCopy(names)}\nWHERE ${isOf(statement)} AND i.content = ${contentOfLive(table, 'm')}`;
}

/** An INSERT's rows, out of the stage. */
export function keepStaged(table: PlannedTable, statement: number, names: ImageNames): string {
  return (
    `INSERT INTO ${names.after} (statement_no, content, ${imageList(table)})\n` +
    `SELECT ${String(statement)}, ${contentOfLive(table, 's')}, ${liveList(table, 's')} FROM ${names.stage} s`
  );
}

function rowAndCopy(names: ImageNames): string {
  return `${names.before} i STRAIGHT_JOIN ${names.moved} m ON m.\`sluice_row\` = i.row_no`;
}

function isOf(statement: number): string {
  return `i.statement_no = ${String(statement)}`;
}

function isMoment({ type }: PlannedColumn): boolean {
  return /^(date|datetime|timestamp)\b/i.test(type);
}
