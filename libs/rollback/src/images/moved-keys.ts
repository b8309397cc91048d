// Rows that move to other keys: the SET list runs on a copy of the captured rows, which gives old key and new row with MySQL's own
// left-to-right meaning. The live rows must then be just these.
import type { PlannedStatement, PlannedTable } from '@sluice/contracts';
import { imageList, liveList } from './capture.js';
import { byKey, keyImageColumns, liveName, sameImageKey, sameKey, storedColumns } from './columns.js';
import { imageType } from './image-table.js';
import type { ImageNames } from './names.js';
import { sameAsLive, sameLive } from './same-row.js';
import { createCopyTable } from './stage-table.js';

/** The table's own columns, and the old key beside them. Made for one statement. */
export function createMovedTable(table: PlannedTable, createSql: string, names: ImageNames): string {
  const old = keyImageColumns(table).map(({ column }, i) => `  ${oldName(i)} ${imageType(column, false)}`);
  const key = `  KEY (${old.map((_, i) => oldName(i)).join(', ')})`;
  return createCopyTable(createSql, names.moved, [...old, key]);
}

export function copyRows(table: PlannedTable, statement: number, names: ImageNames): string {
  const key = keyImageColumns(table);
  const stored = storedColumns(table);
  return (
    `INSERT INTO ${names.moved} (${[...stored.map(({ live }) => live), ...key.map((_, i) => oldName(i))].join(', ')})\n` +
    `SELECT ${[...stored, ...key].map(({ image }) => image).join(', ')} FROM ${names.before} WHERE statement_no = ${String(statement)}`
  );
}

/** In the user's settings. The copy goes by the name that the SET list may use. */
export function moveCopies({ number, capture }: PlannedStatement, names: ImageNames): string {
  if (capture?.set === undefined || capture.of === undefined)
    throw new Error(`statement ${String(number)} moves no keys`);
  return `${capture.with}\nUPDATE ${names.moved} AS ${capture.of} SET ${capture.set}`;
}

export function countMoved(table: PlannedTable, statement: number, names: ImageNames): string {
  return `SELECT COUNT(*) FROM ${beforeAndCopy(table, names)}\nWHERE i.statement_no = ${String(statement)} AND NOT (${sameAsLive(table, 'i', 'm')})`;
}

/** The live rows that are, in every byte, what became of a changed copy: must be as many as these. */
export function captureMoved(table: PlannedTable, statement: number, names: ImageNames): string {
  const toLive = keyImageColumns(table).map(({ live }) => `m.${live} = t.${live}`);
  return (
    `INSERT INTO ${names.after} (statement_no, ${imageList(table)})\nSELECT ${String(statement)}, ${liveList(table)}\n` +
    `FROM ${beforeAndCopy(table, names)} STRAIGHT_JOIN ${liveName(table)} t ${byKey(table)} ON ${toLive.join(' AND ')}\n` +
    `WHERE i.statement_no = ${String(statement)} AND NOT (${sameAsLive(table, 'i', 'm')})\n  AND ${sameLive(table, 'm', 't')} FOR UPDATE OF t`
  );
}

/** As dropUnchanged(), told by the copy: under the same key there may be another row now. */
export function dropUnmoved(table: PlannedTable, statement: number, names: ImageNames): string {
  return `DELETE i FROM ${beforeAndCopy(table, names)}\nWHERE i.statement_no = ${String(statement)} AND ${sameAsLive(table, 'i', 'm')}`;
}

/** Rows under an old key that nothing moved to: must be 0. */
export function countNotVacated(table: PlannedTable, statement: number, names: ImageNames): string {
  return (
    `SELECT COUNT(*) FROM ${names.before} i STRAIGHT_JOIN ${liveName(table)} t ${byKey(table)} ON ${sameKey(table, 'i', 't')}\n` +
    `LEFT JOIN ${names.after} a ON a.statement_no = i.statement_no AND ${sameImageKey(table, 'a', 'i')}\n` +
    `WHERE i.statement_no = ${String(statement)} AND a.statement_no IS NULL FOR SHARE`
  );
}

function beforeAndCopy(table: PlannedTable, names: ImageNames): string {
  const same = keyImageColumns(table).map(({ image }, i) => `i.${image} = m.${oldName(i)}`);
  return `${names.before} i STRAIGHT_JOIN ${names.moved} m ON ${same.join(' AND ')}`;
}

function oldName(index: number): string {
  return `sluice_old_${String(index + 1)}`;
}
