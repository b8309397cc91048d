// What an undo would do, row by row, for people: a row as it is now beside the row as it was kept.
import { isByContent } from '../by-content/content.js';
import { countContentsPreviewed, listContentsPreviewed } from '../by-content/look.js';
import { byKey, imageColumns, keyImageColumns, liveName, sameKey } from '../images/columns.js';
import { readable } from './conflicts.js';
import type { ImageSet } from './image-set.js';
import { joinBefore } from './worklist.js';

/** Rows that go back; with `leaveConflicts` only those that are as the change left them. */
export function countPreviewed(set: ImageSet, leaveConflicts: boolean): string {
  if (isByContent(set.table)) return countContentsPreviewed(set, chosen(leaveConflicts));
  return `SELECT COUNT(*) FROM ${set.names.undo} u WHERE ${chosen(leaveConflicts)}`;
}

/** The first `limit` in key order: a flag and the live row, a flag and the kept row; two cells a column: its text and its length. */
export function listPreviewed(set: ImageSet, leaveConflicts: boolean, limit: number): string {
  const { table, names, hasBefore } = set;
  if (isByContent(table)) {
    return listContentsPreviewed(set, chosen(leaveConflicts), limit, (column, value) => [
      readable(column, value),
      `CHAR_LENGTH(${value})`,
    ]);
  }
  const key = keyImageColumns(table);
  const columns = imageColumns(table);
  const cells = columns.flatMap((column) => [readable(column, `t.${column.live}`), `CHAR_LENGTH(t.${column.live})`]);
  const kept = columns.flatMap((column) => [readable(column, `b.${column.image}`), `CHAR_LENGTH(b.${column.image})`]);
  return (
    `SELECT t.${key[0]?.live ?? ''} IS NOT NULL, ${cells.join(', ')}, ` +
    `${hasBefore ? `u.existed = 1, ${kept.join(', ')}` : ['0', ...kept.map(() => 'NULL')].join(', ')}\n` +
    `FROM ${names.undo} u ${hasBefore ? joinBefore(set, 'LEFT JOIN') : ''}\n` +
    `LEFT JOIN ${liveName(table)} t ${byKey(table)} ON ${sameKey(table, 'u', 't')}\n` +
    `WHERE ${chosen(leaveConflicts)} ORDER BY ${key.map(({ image }) => `u.${image}`).join(', ')} LIMIT ${String(limit)}`
  );
}

function chosen(leaveConflicts: boolean): string {
  return leaveConflicts ? 'u.conflict IS NULL' : 'TRUE';
}
