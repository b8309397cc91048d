// The undo's worklist: one row per key that the change touched, from its first image to its last. A row touched by several statements goes back
// to before the first, and is expected as after the last; that is the undo of each statement in reverse order, in one step.
import { isByContent } from '../by-content/content.js';
import { createContentWorklist, fillContentWorklist } from '../by-content/undo.js';
import { imageType } from '../images/image-table.js';
import { byKey, keyImageColumns, liveName, sameImageKey, sameKey } from '../images/columns.js';
import type { ImageSet } from './image-set.js';

/** `existed`: before the change. `remains`: after it. `conflict`: its kind, where the row is not as Sluice left it. Ends with the session. */
export function createWorklist(set: ImageSet): string {
  const { table, names } = set;
  if (isByContent(table)) return createContentWorklist(set);
  const key = keyImageColumns(table);
  const columns = [
    ...key.map(({ column, image }) => `${image} ${imageType(column, false)}`),
    'first_no INT UNSIGNED NOT NULL',
    'last_no INT UNSIGNED NOT NULL',
    'existed TINYINT NOT NULL DEFAULT 0',
    'remains TINYINT NOT NULL DEFAULT 0',
    'conflict VARCHAR(20) CHARACTER SET ascii NULL',
    `PRIMARY KEY (${key.map(({ image }) => image).join(', ')})`,
  ];
  return `CREATE TEMPORARY TABLE ${names.undo} (\n  ${columns.join(',\n  ')}\n) ENGINE=InnoDB`;
}

/** The statements that fill it, to run in this order. A key that was not there before nor after is no concern of the undo: whoever came there since stays. */
export function fillWorklist(set: ImageSet): string[] {
  const { table, names, hasBefore, hasAfter, chunk } = set;
  if (isByContent(table)) return fillContentWorklist(set);
  if (chunk !== undefined) return [fillWithChunk(set, chunk)];
  const key = keyImageColumns(table)
    .map(({ image }) => image)
    .join(', ');
  const images = [...(hasBefore ? [names.before] : []), ...(hasAfter ? [names.after] : [])];
  const touched = images.map((name) => `SELECT ${key}, statement_no FROM ${name}`).join(' UNION ALL ');
  const fill = [
    `INSERT INTO ${names.undo} (${key}, first_no, last_no)\n` +
      `SELECT ${key}, MIN(statement_no), MAX(statement_no) FROM (${touched}) i GROUP BY ${key}`,
  ];
  const mark = (image: string, number: string, flag: string): string =>
    `UPDATE ${names.undo} u JOIN ${image} i ON ${sameImageKey(table, 'i', 'u')} AND i.statement_no = u.${number} SET u.${flag} = 1`;
  if (hasBefore) fill.push(mark(names.before, 'first_no', 'existed'));
  if (hasAfter) fill.push(mark(names.after, 'last_no', 'remains'));
  return [...fill, `DELETE FROM ${names.undo} WHERE existed = 0 AND remains = 0`];
}

/** A chunk is of one statement that moves no key: what it left has before-images, all of it. */
function fillWithChunk({ table, names, hasAfter }: ImageSet, chunk: number): string {
  const key = keyImageColumns(table)
    .map(({ image }) => image)
    .join(', ');
  const number = String(chunk);
  return (
    `INSERT INTO ${names.undo} (${key}, first_no, last_no, existed, remains)\n` +
    `SELECT ${key}, ${number}, ${number}, 1, ${hasAfter ? '1' : '0'} FROM ${names.before} WHERE statement_no = ${number}`
  );
}

/** The worklist joined to the live rows by key alone: by any other way the server might lock what nobody touched. */
export function workOnLive({ table, names }: ImageSet): string {
  return `${names.undo} u STRAIGHT_JOIN ${liveName(table)} t ${byKey(table)} ON ${sameKey(table, 'u', 't')}`;
}

/** By the whole key: freshly filled, the images have no statistics, and a join that scans them takes the square of their rows. */
export function joinBefore({ table, names }: ImageSet, kind = 'JOIN'): string {
  return `${kind} ${names.before} b FORCE INDEX (PRIMARY) ON ${sameImageKey(table, 'b', 'u')} AND b.statement_no = u.first_no`;
}

export function joinAfter({ table, names }: ImageSet, kind = 'JOIN'): string {
  return `${kind} ${names.after} a FORCE INDEX (PRIMARY) ON ${sameImageKey(table, 'a', 'u')} AND a.statement_no = u.last_no`;
}
