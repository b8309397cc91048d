// The undo itself, over the rows of the worklist that have no conflict; and the comparison that must hold before COMMIT.
import { quoteIdentifier } from '@sluice/sql';
import { isByContent } from '../by-content/content.js';
import {
  countContentOrphans,
  countContentsByStatement,
  countWrongContents,
  deleteContents,
  insertContents,
  lockTable,
} from '../by-content/undo.js';
import type { ForeignKeyFacts } from '../facts.js';
import { imageColumns, liveName, sameImageKey, storedColumns } from '../images/columns.js';
import { sameAsLive, sameValue } from '../images/same-row.js';
import type { ImageSet } from './image-set.js';
import type { UndoWay } from './way.js';
import { joinAfter, joinBefore, workOnLive } from './worklist.js';

/** Locks the live rows, and the gaps where rows are missing. */
export function lockLive(set: ImageSet): string {
  if (isByContent(set.table)) return lockTable(set);
  return `SELECT COUNT(*) FROM ${workOnLive(set)} FOR UPDATE OF t`;
}

/** By after-keys. Where it goes by UPDATE, only rows that did not exist before. */
export function deleteRows(set: ImageSet, way: UndoWay): string {
  if (isByContent(set.table)) return deleteContents(set);
  const only = way === 'update' ? ' AND NOT (u.existed = 1 AND u.remains = 1)' : '';
  return `DELETE t FROM ${workOnLive(set)} WHERE u.conflict IS NULL${only}`;
}

/** The before-rows, every stored column by name, invisible ones too. */
export function insertRows(set: ImageSet, way: UndoWay): string[] {
  if (isByContent(set.table)) return insertContents(set);
  if (!set.hasBefore) return [];
  const columns = storedColumns(set.table);
  const only = way === 'update' ? ' AND u.remains = 0' : '';
  return [
    `INSERT INTO ${liveName(set.table)} (${columns.map(({ live }) => live).join(', ')})\n` +
      `SELECT ${columns.map(({ image }) => `b.${image}`).join(', ')} FROM ${set.names.undo} u ${joinBefore(set)}\n` +
      `WHERE u.existed = 1 AND u.conflict IS NULL${only}`,
  ];
}

/**
 * The way by UPDATE. JSON that equals its before-image and is not the same goes through another document first: `{"x":1.0}` → `{"x":1}` by UPDATE is a
 * silent no-op. No other does: a CHECK or a unique index over it may not like that document. Columns that update themselves are all named, so
 * they don't.
 */
export function updateRows(set: ImageSet): string[] {
  const columns = storedColumns(set.table).filter(({ isKey }) => !isKey);
  const json = columns.filter(({ column }) => /^json$/i.test(column.type));
  const from = `${workOnLive(set)} ${joinBefore(set, 'STRAIGHT_JOIN')}`;
  const where = 'WHERE u.existed = 1 AND u.remains = 1 AND u.conflict IS NULL';
  const update = (assignments: string[], only = ''): string[] =>
    assignments.length === 0 ? [] : [`UPDATE ${from}\nSET ${assignments.join(', ')}\n${where}${only}`];
  return [
    ...json.flatMap((column) => {
      const [live, image] = [`t.${column.live}`, `b.${column.image}`];
      return update(
        [`${live} = JSON_OBJECT('sluice', UUID())`],
        ` AND ${live} = ${image} AND NOT (${sameValue(column, live, image)})`,
      );
    }),
    ...update(columns.map(({ live, image }) => `t.${live} = b.${image}`)),
  ];
}

/** Rows to be put back; must equal `countPutBack`. */
export function countToPutBack({ table, names }: ImageSet): string {
  return isByContent(table) ? 'SELECT 0' : `SELECT COUNT(*) FROM ${names.undo} WHERE existed = 1 AND conflict IS NULL`;
}

/** Rows that equal their before-image in every byte, generated columns too. */
export function countPutBack(set: ImageSet): string {
  if (isByContent(set.table)) return 'SELECT 0';
  return (
    `SELECT COUNT(*) FROM ${workOnLive(set)} ${joinBefore(set, 'STRAIGHT_JOIN')}\n` +
    `WHERE u.existed = 1 AND u.conflict IS NULL AND ${sameAsLive(set.table, 'b', 't')}`
  );
}

/** Rows that should be gone and are not; must be 0. */
export function countLeftOver(set: ImageSet): string {
  if (isByContent(set.table)) return countWrongContents(set);
  return `SELECT COUNT(*) FROM ${workOnLive(set)} WHERE u.existed = 0 AND u.conflict IS NULL`;
}

/**
 * Rows that refer to a parent that is not there, among those put back and those that referred to what was removed; must be 0. The undo runs without
 * foreign key checks, and what was skipped may still refer to what was not.
 */
export function countOrphans(
  set: ImageSet,
  facts: { readonly foreignKeys: readonly ForeignKeyFacts[]; readonly children: readonly ForeignKeyFacts[] },
): string[] {
  if (isByContent(set.table)) return countContentOrphans(set, facts.foreignKeys);
  const own = set.hasBefore ? facts.foreignKeys.map((key) => countOwnOrphans(set, key)) : [];
  return [...own, ...(set.hasAfter ? facts.children.map((key) => countChildOrphans(set, key)) : [])];
}

function countOwnOrphans(set: ImageSet, key: ForeignKeyFacts): string {
  const columns = key.columns.map((name) => `b.${imageName(set, name)}`);
  // What the change left as it was has been an orphan before.
  const keeps = key.columns.map((name) => `a.${imageName(set, name)} = b.${imageName(set, name)}`).join(' AND ');
  const kept = set.hasAfter
    ? ` AND NOT EXISTS (SELECT 1 FROM ${set.names.after} a WHERE ${sameImageKey(set.table, 'a', 'u')} AND a.statement_no = u.last_no AND ${keeps})`
    : '';
  return (
    `SELECT COUNT(*) FROM ${set.names.undo} u ${joinBefore(set)}\nWHERE u.existed = 1 AND u.conflict IS NULL ` +
    `AND ${columns.map((column) => `${column} IS NOT NULL`).join(' AND ')} AND NOT ${hasParent(key, columns)}${kept} FOR SHARE`
  );
}

function countChildOrphans(set: ImageSet, key: ForeignKeyFacts): string {
  const columns = key.parentColumns.map((name) => `a.${imageName(set, name)}`);
  const refers = columns.map((column, i) => `k.${quoteIdentifier(key.columns[i] ?? '')} = ${column}`).join(' AND ');
  return (
    `SELECT COUNT(*) FROM ${set.names.undo} u ${joinAfter(set)} JOIN ${liveName(key)} k ON ${refers}\n` +
    `WHERE u.conflict IS NULL AND NOT ${hasParent(key, columns)} FOR SHARE`
  );
}

function hasParent({ parent, parentColumns }: ForeignKeyFacts, values: readonly string[]): string {
  const same = parentColumns.map((name, i) => `p.${quoteIdentifier(name)} = ${values[i] ?? 'NULL'}`).join(' AND ');
  return `EXISTS (SELECT 1 FROM ${liveName(parent)} p WHERE ${same})`;
}

function imageName({ table }: ImageSet, name: string): string {
  return imageColumns(table).find(({ column }) => column.name.toLowerCase() === name.toLowerCase())?.image ?? 'NULL';
}

/** `last_no, rows` of what goes back. */
export function countByStatement(set: ImageSet): string {
  if (isByContent(set.table)) return countContentsByStatement(set);
  const { names } = set;
  return `SELECT last_no, COUNT(*) FROM ${names.undo} WHERE conflict IS NULL GROUP BY last_no`;
}

export function countConflicts({ names }: ImageSet): string {
  return `SELECT COUNT(*) FROM ${names.undo} WHERE conflict IS NOT NULL`;
}
