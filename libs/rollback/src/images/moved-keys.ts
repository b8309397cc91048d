// Rows that move to other keys: the SET list runs on a copy of the captured rows, which gives old key and new row with MySQL's own
// left-to-right meaning. The live rows must then be just these.
import type { PlannedStatement, PlannedTable, TableName } from '@sluice/contracts';
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

/** In the user's settings. Each copy goes by the name that the text knows its table by; what is only read is read where it is. */
export function moveCopies(
  { number, capture }: PlannedStatement,
  sets: readonly { readonly table: TableName; readonly names: ImageNames }[],
): string {
  const [only] = sets;
  if (capture?.set === undefined || capture.of === undefined || !only)
    throw new Error(`statement ${String(number)} moves no keys`);
  const update = `${capture.with}\nUPDATE ${capture.ignore ? 'IGNORE ' : ''}`;
  if (!capture.copyRefs) return `${update}${only.names.moved} AS ${capture.of} SET ${capture.set}`;
  const refs = capture.copyRefs.map((part) => (typeof part === 'string' ? part : `${copyOf(part)} AS ${part.of}`));
  return `${update}${refs.join('')}\nSET ${capture.set}\n${capture.copyTail ?? ''}`;

  function copyOf({ schema, table }: TableName): string {
    const set = sets.find((one) => one.table.schema === schema && one.table.table === table);
    if (!set) throw new Error(`statement ${String(number)} has no copy of ${table}`);
    return set.names.moved;
  }
}

/**
 * IGNORE leaves rows where they are whose new key or value is not to be had: such a row is as it was, under its old key. Where what became of its
 * copy is there too, another row may have become that, or this one and another came in its place: only the server's count can tell.
 */
export type Stayed = 'as-before' | 'as-before-alone';

export function countStayed(table: PlannedTable, statement: number, names: ImageNames, stayed: Stayed): string {
  return `SELECT COUNT(*) ${fromStayed(table, statement, names, stayed)} FOR SHARE`;
}

export function dropStayed(table: PlannedTable, statement: number, names: ImageNames, stayed: Stayed): string {
  return `DELETE i ${fromStayed(table, statement, names, stayed)}`;
}

function fromStayed(table: PlannedTable, statement: number, names: ImageNames, stayed: Stayed): string {
  const live = `${liveName(table)} t ${byKey(table)}`;
  const moved = keyImageColumns(table).map((column) => `m.${column.live} = n.${column.live}`);
  const alone =
    stayed === 'as-before'
      ? ''
      : ` AND NOT EXISTS (SELECT 1 FROM ${liveName(table)} n ${byKey(table)} WHERE ${moved.join(' AND ')} AND ${sameLive(table, 'm', 'n')})`;
  return (
    `FROM ${beforeAndCopy(table, names)} STRAIGHT_JOIN ${live} ON ${sameKey(table, 'i', 't')}\n` +
    `WHERE i.statement_no = ${String(statement)} AND ${sameAsLive(table, 'i', 't')}\n  AND NOT (${sameAsLive(table, 'i', 'm')})${alone}`
  );
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

export function oldName(index: number): string {
  return `sluice_old_${String(index + 1)}`;
}
