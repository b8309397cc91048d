// Marks what stands in the way of an undo in the worklist, one statement a kind. A row keeps the first kind found.
import type { ForeignKeyFacts, TableFacts } from '../facts.js';
import { quoteIdentifier } from '@sluice/sql';
import { contentOfLive, isByContent } from '../by-content/content.js';
import { hashContentConflicts, listContentConflicts } from '../by-content/look.js';
import { markContentObstacles, markMissing } from '../by-content/undo.js';
import { rowKey } from '../fingerprint/row-key.js';
import { byKey, imageColumns, keyImageColumns, liveName, sameKey, type ImageColumn } from '../images/columns.js';
import { sameAsLive } from '../images/same-row.js';
import type { ImageSet } from './image-set.js';
import { joinAfter, joinBefore, workOnLive } from './worklist.js';

/** Rows that are not as the change left them. Choosing `overwrite` means: don't ask these. */
export function markChangedRows(set: ImageSet): string[] {
  const { table, names, hasAfter } = set;
  if (isByContent(table)) return markMissing(set);
  const reinserted = markReinserted(set);
  if (!hasAfter) return [reinserted];
  return [
    `UPDATE ${workOnLive(set)} ${joinAfter(set, 'STRAIGHT_JOIN')}\n` +
      `SET u.conflict = 'changed' WHERE u.remains = 1 AND NOT (${sameAsLive(table, 'a', 't')})`,
    `UPDATE ${names.undo} u LEFT JOIN ${liveName(table)} t ${byKey(table)} ON ${sameKey(table, 'u', 't')}\n` +
      `SET u.conflict = 'deleted' WHERE u.remains = 1 AND ${isAbsent(`t.${firstKey(set)}`)}`,
    reinserted,
  ];
}

/** Of rows that should be gone, those that somebody put back: where DELETE triggers would fire for them, no choice overwrites them. */
export function markReinserted(set: ImageSet): string {
  return `UPDATE ${workOnLive(set)} SET u.conflict = 'reinserted' WHERE u.remains = 0`;
}

/**
 * What no choice can overwrite: values of a unique key that another row took, children that others added, parents that are gone (the undo runs
 * without foreign key checks, and would leave orphans). `sets` are all image sets of the undo: what it puts back or removes itself is no conflict.
 */
export function markObstacles(set: ImageSet, facts: TableFacts, sets: readonly ImageSet[]): string[] {
  if (isByContent(set.table)) return markContentObstacles(set, facts, sets);
  const unique = set.hasBefore ? uniqueKeys(set, facts).map((columns) => markTaken(set, columns)) : [];
  // Also of a deleted row: who put one back under its key may have given it children.
  const children = facts.children.map((key) => markChildren(set, key, sets));
  const parents = set.hasBefore ? facts.foreignKeys.map((key) => markParents(set, key, sets)) : [];
  return [...unique, ...children, ...parents];
}

/** Plain ones beside the primary key; what a prefix or expression would hit, the server refuses itself (1062), and nothing is committed. */
function uniqueKeys(set: ImageSet, facts: TableFacts): ImageColumn[][] {
  return facts.keys
    .filter((key) => key.unique && key !== rowKey(facts))
    .filter((key) => key.parts.every(({ column, prefix }) => column !== null && prefix === null))
    .map((key) => key.parts.flatMap(({ column }) => imageColumn(set, column ?? '')));
}

function markTaken(set: ImageSet, columns: readonly ImageColumn[]): string {
  const { table, names } = set;
  const same = columns.map(({ image, live }) => `o.${live} = b.${image}`).join(' AND ');
  return (
    `UPDATE ${names.undo} u ${joinBefore(set)} JOIN ${liveName(table)} o ON ${same}\n` +
    `SET u.conflict = 'unique-taken' WHERE u.conflict IS NULL AND u.existed = 1 AND NOT ${isTouched(set, 'o')}`
  );
}

function markChildren(set: ImageSet, key: ForeignKeyFacts, sets: readonly ImageSet[]): string {
  const parents = key.parentColumns.flatMap((name) => imageColumn(set, name));
  const refers = parents.map(({ live }, i) => `k.${quoteIdentifier(key.columns[i] ?? '')} = t.${live}`).join(' AND ');
  const before = set.hasBefore ? joinBefore(set, 'LEFT JOIN') : '';
  const stays = parents.map(({ image, live }) => `b.${image} = t.${live}`).join(' AND ');
  const goes = set.hasBefore ? `(u.existed = 0 OR NOT (${stays}))` : 'u.existed = 0';
  const own = sets.find(({ table }) => sameTable(table, key));
  const notOwn = own ? ` AND NOT ${isTouched(own, 'k')}` : '';
  // The row that goes back may bear the same value under another key; whether it does is seen at the end (countOrphans).
  const same = parents.map(({ image, live }) => `x.${image} = t.${live}`).join(' AND ');
  const comesBack = set.hasBefore ? ` AND NOT EXISTS (SELECT 1 FROM ${set.names.before} x WHERE ${same})` : '';
  return (
    `UPDATE ${workOnLive(set)} ${before} JOIN ${liveName(key)} k ON ${refers}\n` +
    `SET u.conflict = 'child-added' WHERE u.conflict IS NULL AND ${goes}${notOwn}${comesBack}`
  );
}

function markParents(set: ImageSet, key: ForeignKeyFacts, sets: readonly ImageSet[]): string {
  const columns = key.columns.flatMap((name) => imageColumn(set, name));
  const refers = columns.map(({ image }, i) => `p.${quoteIdentifier(key.parentColumns[i] ?? '')} = b.${image}`);
  const isSet = columns.map(({ image }) => `b.${image} IS NOT NULL`).join(' AND ');
  const own = sets.find(({ table, hasBefore }) => hasBefore && sameTable(table, key.parent));
  const restored = own ? ` AND NOT ${isRestored(own, key, columns)}` : '';
  // A row that is an orphan now, by the same value, is left as it is.
  const keeps = columns.map(({ image, live }) => `t.${live} = b.${image}`).join(' AND ');
  const orphan = `EXISTS (SELECT 1 FROM ${liveName(set.table)} t WHERE ${sameKey(set.table, 'b', 't')} AND ${keeps})`;
  return (
    `UPDATE ${set.names.undo} u ${joinBefore(set)} LEFT JOIN ${liveName(key.parent)} p ON ${refers.join(' AND ')}\n` +
    `SET u.conflict = 'parent-missing' WHERE u.conflict IS NULL AND u.existed = 1 AND ${isSet}` +
    ` AND ${isAbsent(`p.${quoteIdentifier(key.parentColumns[0] ?? '')}`)}${restored} AND NOT ${orphan}`
  );
}

/** The parent is among the rows that this undo puts back. */
function isRestored(own: ImageSet, key: ForeignKeyFacts, columns: readonly ImageColumn[]): string {
  const parents = key.parentColumns.flatMap((name) => imageColumn(own, name));
  const same = parents.map(({ image }, i) => `x.${image} = b.${columns[i]?.image ?? ''}`).join(' AND ');
  return `EXISTS (SELECT 1 FROM ${own.names.before} x WHERE ${same})`;
}

/** By the image tables, not by the worklist: MySQL opens a temporary table once a statement. */
function isTouched({ table, names, hasBefore, hasAfter }: ImageSet, alias: string): string {
  const images = [...(hasBefore ? [names.before] : []), ...(hasAfter ? [names.after] : [])];
  const same = isByContent(table) ? `x.content = ${contentOfLive(table, alias)}` : sameKey(table, 'x', alias);
  const there = images.map((name) => `EXISTS (SELECT 1 FROM ${name} x WHERE ${same})`);
  return `(${there.join(' OR ')})`;
}

function imageColumn({ table }: ImageSet, name: string): ImageColumn[] {
  return imageColumns(table).filter(({ column }) => column.name.toLowerCase() === name.toLowerCase());
}

/** Of a column of an outer join. A DATE that is NOT NULL and zero "IS NULL" to MySQL; inside a function it is not. */
function isAbsent(column: string): string {
  return `COALESCE(${column}) IS NULL`;
}

function firstKey({ table }: ImageSet): string {
  return quoteIdentifier(table.keyColumns[0] ?? '');
}

function sameTable(a: { schema: string; table: string }, b: { schema: string; table: string }): boolean {
  return a.schema === b.schema && a.table === b.table;
}

/** Conflicting rows with what they were, what Sluice wrote and what they are now, as text: `kind, statement, b…, a…, t…`, a flag before each part. */
export function listConflicts(set: ImageSet, cap: number): string {
  const { table, names, hasBefore, hasAfter } = set;
  if (isByContent(table)) return listContentConflicts(set, cap, (column, value) => [readable(column, value)]);
  const columns = imageColumns(table);
  const part = (there: boolean, alias: string, flag: string, name: (c: ImageColumn) => string): string[] =>
    there
      ? [`${flag} IS NOT NULL`, ...columns.map((column) => readable(column, `${alias}.${name(column)}`))]
      : ['0', ...columns.map(() => 'NULL')];
  return (
    `SELECT u.conflict, u.last_no, ${[
      ...part(hasBefore, 'b', 'b.statement_no', ({ image }) => image),
      ...part(hasAfter, 'a', 'a.statement_no', ({ image }) => image),
      ...part(true, 't', `t.${firstKey(set)}`, ({ live }) => live),
    ].join(', ')}\nFROM ${names.undo} u ` +
    `${hasBefore ? joinBefore(set, 'LEFT JOIN') : ''} ${hasAfter ? joinAfter(set, 'LEFT JOIN') : ''}\n` +
    `LEFT JOIN ${liveName(table)} t ${byKey(table)} ON ${sameKey(table, 'u', 't')}\n` +
    `WHERE u.conflict IS NOT NULL ORDER BY u.last_no LIMIT ${String(cap)}`
  );
}

/**
 * One hash a conflicting row, over its key, the kind of conflict and every byte of what the row is now: equal lists mean that nothing was
 * changed since, also where a text for people is cut. `locking`: the rows as they are, whatever the transaction's read view; else a look.
 */
export function hashConflicts(set: ImageSet, locking: boolean): string {
  const { table, names } = set;
  if (isByContent(table)) return hashContentConflicts(set);
  const keys = keyImageColumns(table).map((column) => bytesOf(column, `u.${column.image}`));
  const now = imageColumns(table).map((column) => bytesOf(column, `t.${column.live}`));
  return (
    `SELECT SHA2(CONCAT_WS('|', u.conflict, t.${firstKey(set)} IS NULL, ${[...keys, ...now].join(', ')}), 256)\n` +
    `FROM ${names.undo} u LEFT JOIN ${liveName(table)} t ${byKey(table)} ON ${sameKey(table, 'u', 't')}\n` +
    `WHERE u.conflict IS NOT NULL ORDER BY 1${locking ? ' FOR UPDATE OF t' : ''}`
  );
}

/** As `sameValue` tells values apart: the bytes, an ENUM's number, the size that JSON takes, a FLOAT in full. */
function bytesOf({ column }: Pick<ImageColumn, 'column'>, value: string): string {
  const parts = [`SHA2(CAST(${value} AS BINARY), 256)`];
  if (/^(enum|set|float|double)\b/i.test(column.type)) parts.push(`${value} + 0e0`);
  if (/^json$/i.test(column.type)) parts.push(`JSON_STORAGE_SIZE(${value})`);
  return parts.map((part) => `IFNULL(${part}, 'NULL')`).join(', ');
}

/** Marks none: for asking again. */
export function clearConflicts({ names }: ImageSet): string {
  return `UPDATE ${names.undo} u SET u.conflict = NULL`;
}

/** For people: at most 200 characters, bytes as 0x…. */
export function readable({ column }: Pick<ImageColumn, 'column'>, value: string): string {
  if (/^(\w*binary|\w*blob|vector|\w*(point|linestring|polygon|geometry|collection))\b/i.test(column.type)) {
    return `CONCAT('0x', HEX(LEFT(CAST(${value} AS BINARY), 100)))`;
  }
  if (/^bit\b/i.test(column.type)) return `CONCAT('0x', HEX(${value}))`;
  return `LEFT(CONVERT(${value} USING utf8mb4), 200)`;
}
