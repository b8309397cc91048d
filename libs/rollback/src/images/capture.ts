// The texts of one statement's capture, in the order in which they run (protocol: keys, rows, check, change, check, after-images).
import type { PlannedStatement, PlannedTable } from '@sluice/contracts';
import { byKey, imageColumns, keyImageColumns, liveName, sameKey } from './columns.js';
import type { ImageNames } from './names.js';
import { sameAsLive } from './same-row.js';

/**
 * In the user's settings. The text's own references and tail, verbatim. `OF`: without it, what a subquery or join only reads would be locked
 * against all; without FOR UPDATE the statement itself deadlocks. No alias is given to a column: ORDER BY would bind to it.
 */
export function captureKeys(table: PlannedTable, statement: PlannedStatement, names: ImageNames): string {
  const { capture } = statement;
  if (!capture) throw new Error(`statement ${String(statement.number)} has no capture`);
  const of = capture.of ?? liveName(table);
  const key = keyImageColumns(table);
  const into = `${insertInto(capture)} ${names.keys} (statement_no, ${key.map(({ image }) => image).join(', ')})`;
  const select = `SELECT ${capture.hints} ${String(statement.number)}, ${key.map(({ live }) => `${of}.${live}`).join(', ')}`;
  // A line break before FOR: the tail may end in a comment that runs to the end of its line.
  return `${into}\n${capture.with}\n${select}\nFROM ${capture.refs}\n${capture.tail}\nFOR UPDATE OF ${of}`;
}

/** What IGNORE makes a warning in the statement is no more in its capture: the checks after the change say whether the rows were the same. */
export function insertInto({ ignore }: Pick<NonNullable<PlannedStatement['capture']>, 'ignore'>): string {
  return ignore ? 'INSERT IGNORE INTO' : 'INSERT INTO';
}

/** In +00:00. The live table by key alone: STRAIGHT_JOIN from the keys, or a scan would lock rows that nobody named. */
export function captureBefore(table: PlannedTable, statement: number, names: ImageNames): string {
  return (
    `INSERT INTO ${names.before} (statement_no, ${imageList(table)})\n` +
    `SELECT ${String(statement)}, ${liveList(table)}\n` +
    `FROM ${names.keys} k STRAIGHT_JOIN ${liveName(table)} t ${byKey(table)} ON ${sameKey(table, 'k', 't')}\n` +
    `WHERE k.statement_no = ${String(statement)} FOR UPDATE OF t`
  );
}

/** How many image rows of the statement equal the live row in every byte; a locking read, so it opens no read view. */
export function countSame(table: PlannedTable, statement: number, image: string): string {
  return (
    `SELECT COUNT(*) FROM ${image} i STRAIGHT_JOIN ${liveName(table)} t ${byKey(table)} ON ${sameKey(table, 'i', 't')}\n` +
    `WHERE i.statement_no = ${String(statement)} AND ${sameAsLive(table, 'i', 't')} FOR SHARE`
  );
}

/** How many rows of the statement's image are still there. */
export function countThere(table: PlannedTable, statement: number, image: string): string {
  return (
    `SELECT COUNT(*) FROM ${image} i STRAIGHT_JOIN ${liveName(table)} t ${byKey(table)} ON ${sameKey(table, 'i', 't')}\n` +
    `WHERE i.statement_no = ${String(statement)} FOR SHARE`
  );
}

/** Rows that matched and did not change: nothing is to be undone there, and a later change by others is no conflict. */
export function dropUnchanged(table: PlannedTable, statement: number, names: ImageNames): string {
  return (
    `DELETE i FROM ${names.before} i STRAIGHT_JOIN ${liveName(table)} t ${byKey(table)} ON ${sameKey(table, 'i', 't')}\n` +
    `WHERE i.statement_no = ${String(statement)} AND ${sameAsLive(table, 'i', 't')}`
  );
}

/** After-images of what the before-images hold; INSERT … SELECT is a current read. */
export function captureAfter(table: PlannedTable, statement: number, names: ImageNames): string {
  return (
    `INSERT INTO ${names.after} (statement_no, ${imageList(table)})\n` +
    `SELECT ${String(statement)}, ${liveList(table)}\n` +
    `FROM ${names.before} i STRAIGHT_JOIN ${liveName(table)} t ${byKey(table)} ON ${sameKey(table, 'i', 't')}\n` +
    `WHERE i.statement_no = ${String(statement)} FOR UPDATE OF t`
  );
}

/** An image's rows `i` beside the live rows `t` of the same key, found by that alone. */
export function captureJoin(table: PlannedTable, image: string): string {
  return `${image} i STRAIGHT_JOIN ${liveName(table)} t ${byKey(table)} ON ${sameKey(table, 'i', 't')}`;
}

export function imageList(table: PlannedTable): string {
  return imageColumns(table)
    .map(({ image }) => image)
    .join(', ');
}

export function liveList(table: PlannedTable, alias = 't'): string {
  return imageColumns(table)
    .map(({ live }) => `${alias}.${live}`)
    .join(', ');
}
