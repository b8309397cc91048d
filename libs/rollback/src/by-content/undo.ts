// The undo of rows told apart by what they hold. The worklist has one row a content: how many more of it there were before than after (`net`). Those
// that are too many are taken away, all of them, and the rest put back: equal rows stand for each other.
import { quoteIdentifier } from '@sluice/sql';
import type { ForeignKeyFacts, TableFacts } from '../facts.js';
import { imageColumns, liveName, storedColumns } from '../images/columns.js';
import type { ImageSet } from '../undo/image-set.js';
import { contentOfLive, countContents } from './content.js';

/** `sample`: a row of the images that holds it. `there`: how many there are now, before the undo. As in the other worklist: `existed`, `remains`. */
export function createContentWorklist({ names }: ImageSet): string {
  const columns = [
    'content BINARY(32) NOT NULL PRIMARY KEY',
    'last_no INT UNSIGNED NOT NULL',
    'net BIGINT NOT NULL',
    'existed TINYINT AS (net > 0) VIRTUAL',
    'remains TINYINT AS (net < 0) VIRTUAL',
    'sample BIGINT UNSIGNED NULL',
    'there BIGINT NULL',
    'conflict VARCHAR(20) CHARACTER SET ascii NULL',
  ];
  return `CREATE TEMPORARY TABLE ${names.undo} (\n  ${columns.join(',\n  ')}\n) ENGINE=InnoDB`;
}

/** What one statement made and another took is no concern of the undo. */
export function fillContentWorklist({ names, hasBefore, hasAfter }: ImageSet): string[] {
  const images = [
    ...(hasBefore ? [`SELECT content, statement_no, 1 n FROM ${names.before}`] : []),
    ...(hasAfter ? [`SELECT content, statement_no, -1 n FROM ${names.after}`] : []),
  ];
  const sample = (image: string, flag: string): string =>
    `UPDATE ${names.undo} u JOIN (SELECT content, MIN(row_no) row_no FROM ${image} GROUP BY content) i ON i.content = u.content\n` +
    `SET u.sample = i.row_no WHERE u.${flag} = 1`;
  return [
    `INSERT INTO ${names.undo} (content, last_no, net)\n` +
      `SELECT content, MAX(statement_no), SUM(n) FROM (${images.join(' UNION ALL ')}) i GROUP BY content HAVING SUM(n) <> 0`,
    ...(hasBefore ? [sample(names.before, 'existed')] : []),
    ...(hasAfter ? [sample(names.after, 'remains')] : []),
  ];
}

/** No key, no single rows: the table. */
export function lockTable({ table }: ImageSet): string {
  return `SELECT COUNT(*) FROM ${liveName(table)} t FOR UPDATE`;
}

/** Fewer rows of a content than the change left: which of them became what cannot be told, so no choice overwrites that. */
export function markMissing({ table, names }: ImageSet): string[] {
  return [
    `UPDATE ${names.undo} u LEFT JOIN ${countContents(table)} x ON x.content = u.content SET u.there = IFNULL(x.n, 0)`,
    `UPDATE ${names.undo} u SET u.conflict = 'changed' WHERE u.conflict IS NULL AND u.there + u.net < 0`,
  ];
}

/** Values of a unique key that another row took since, and parents that are gone and that no set of this undo puts back. */
export function markContentObstacles(set: ImageSet, facts: TableFacts, sets: readonly ImageSet[]): string[] {
  const missing = markMissing(set);
  if (!set.hasBefore) return missing;
  const unique = facts.keys
    .filter(({ unique, parts }) => unique && parts.every(({ column, prefix }) => column !== null && prefix === null))
    .map(({ parts }) =>
      markTaken(
        set,
        parts.map(({ column }) => column ?? ''),
      ),
    );
  return [...missing, ...unique, ...facts.foreignKeys.map((key) => markOrphans(set, key, sets))];
}

function markTaken(set: ImageSet, columns: readonly string[]): string {
  const { table, names, hasAfter } = set;
  const same = columns.map((name) => `o.${quoteIdentifier(name)} = b.${imageName(set, name)}`);
  const own = hasAfter
    ? ` AND NOT EXISTS (SELECT 1 FROM ${names.after} a WHERE a.content = ${contentOfLive(table, 'o')})`
    : '';
  return (
    `UPDATE ${names.undo} u ${beforeSample(set)} JOIN ${liveName(table)} o ON ${same.join(' AND ')}\n` +
    `SET u.conflict = 'unique-taken' WHERE u.conflict IS NULL AND u.existed = 1${own}`
  );
}

function markOrphans(set: ImageSet, key: ForeignKeyFacts, sets: readonly ImageSet[]): string {
  const { parent, parentColumns, columns } = key;
  const own = sets.find(
    ({ table, hasBefore }) => hasBefore && table.schema === parent.schema && table.table === parent.table,
  );
  const same =
    own && parentColumns.map((name, i) => `x.${imageName(own, name)} = b.${imageName(set, columns[i] ?? '')}`);
  const restored =
    own && same ? ` AND NOT EXISTS (SELECT 1 FROM ${own.names.before} x WHERE ${same.join(' AND ')})` : '';
  return `UPDATE ${set.names.undo} u ${beforeSample(set)} SET u.conflict = 'parent-missing' WHERE ${isOrphan(set, key)}${restored}`;
}

/** Would refer to a parent that is not there; what the change left as it was has been an orphan before. Must be 0 after the undo. */
export function countContentOrphans(set: ImageSet, keys: readonly ForeignKeyFacts[]): string[] {
  if (!set.hasBefore) return [];
  return keys.map(
    (key) => `SELECT COUNT(*) FROM ${set.names.undo} u ${beforeSample(set)} WHERE ${isOrphan(set, key)} FOR SHARE`,
  );
}

function isOrphan(set: ImageSet, key: ForeignKeyFacts): string {
  const columns = key.columns.map((name) => imageName(set, name));
  const parent = key.parentColumns.map((name, i) => `p.${quoteIdentifier(name)} = b.${columns[i] ?? 'NULL'}`);
  const kept = columns.map((name) => `a.${name} = b.${name}`);
  const before = set.hasAfter ? ` AND NOT EXISTS (SELECT 1 FROM ${set.names.after} a WHERE ${kept.join(' AND ')})` : '';
  return (
    `u.conflict IS NULL AND u.existed = 1 AND ${columns.map((name) => `b.${name} IS NOT NULL`).join(' AND ')}\n` +
    `AND NOT EXISTS (SELECT 1 FROM ${liveName(key.parent)} p WHERE ${parent.join(' AND ')})${before}`
  );
}

export function deleteContents({ table, names }: ImageSet): string {
  return (
    `DELETE t FROM ${liveName(table)} t STRAIGHT_JOIN ${names.undo} u ON u.content = ${contentOfLive(table, 't')}\n` +
    `WHERE u.net < 0 AND u.conflict IS NULL`
  );
}

/** As many as were taken too many, and as many as are missing. */
export function insertContents(set: ImageSet): string[] {
  const columns = storedColumns(set.table);
  const into = `INSERT INTO ${liveName(set.table)} (${columns.map(({ live }) => live).join(', ')})`;
  const insert = (image: string, flag: string, copies: string): string =>
    `${into}\nSELECT ${columns.map((column) => `i.${column.image}`).join(', ')} FROM ${set.names.undo} u\n` +
    `STRAIGHT_JOIN ${image} i ON i.row_no = u.sample\n` +
    `STRAIGHT_JOIN JSON_TABLE(CONCAT('[', REPEAT('0,', ${copies} - 1), '0]'), '$[*]' COLUMNS (n FOR ORDINALITY)) j\n` +
    `WHERE u.${flag} = 1 AND u.conflict IS NULL AND ${copies} > 0`;
  return [
    ...(set.hasAfter ? [insert(set.names.after, 'remains', 'u.there + u.net')] : []),
    ...(set.hasBefore ? [insert(set.names.before, 'existed', 'u.net')] : []),
  ];
}

/** Contents of which there are not as many as there should be; must be 0. Without `there` (after the undo) the number before it is not known. */
export function countWrongContents({ table, names }: ImageSet): string {
  return (
    `SELECT COUNT(*) FROM ${names.undo} u LEFT JOIN ${countContents(table)} x ON x.content = u.content\n` +
    `WHERE u.conflict IS NULL AND IF(u.there IS NULL, IFNULL(x.n, 0) < u.net, IFNULL(x.n, 0) <> u.there + u.net)`
  );
}

export function countContentsByStatement({ names }: ImageSet): string {
  return `SELECT last_no, SUM(ABS(net)) FROM ${names.undo} WHERE conflict IS NULL GROUP BY last_no`;
}

function beforeSample({ names }: ImageSet): string {
  return `JOIN ${names.before} b ON b.row_no = u.sample AND u.net > 0`;
}

function imageName({ table }: ImageSet, name: string): string {
  return imageColumns(table).find(({ column }) => column.name.toLowerCase() === name.toLowerCase())?.image ?? 'NULL';
}
