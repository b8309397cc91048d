// Rows that a statement reaches by its ties. What they are before and after is kept as two states of a table, each by its own keys: which row
// became which is never asked, so keys may move.
import type { PlannedTable, PlannedTie } from '@sluice/contracts';
import { quoteIdentifier } from '@sluice/sql';
import { imageList, liveList } from './capture.js';
import { byKey, imageColumns, keyImageColumns, liveName, sameImageKey, sameKey, storedColumns } from './columns.js';
import type { ImageNames } from './names.js';
import { sameValue } from './same-row.js';

interface Tied {
  readonly table: PlannedTable;
  readonly names: ImageNames;
}

/**
 * Before the change: rows of `to` that are named by the before-images of `from`, each once. FOR UPDATE locks the gaps of the index too: nobody adds
 * one. To run again over all ties until none brings a row.
 */
export function captureTied(tie: PlannedTie, from: Tied, to: Tied, statement: number): string {
  return gatherTied(tie, from, to, statement, 'before');
}

/** After it: rows that are named by the after-images of `from`, for those whose key moved. */
export function captureTiedAfter(tie: PlannedTie, from: Tied, to: Tied, statement: number): string {
  return gatherTied(tie, from, to, statement, 'after');
}

/** IGNORE drops rows that are there already; that the others are whole is counted afterwards. */
function gatherTied(tie: PlannedTie, from: Tied, to: Tied, statement: number, kind: 'before' | 'after'): string {
  return (
    `INSERT IGNORE INTO ${to.names[kind]} (statement_no, ${imageList(to.table)})\n` +
    `SELECT ${String(statement)}, ${liveList(to.table)}\n` +
    `FROM ${joinTied(tie, from, to, kind)}\nWHERE i.statement_no = ${String(statement)} FOR UPDATE OF t`
  );
}

function joinTied(tie: PlannedTie, from: Tied, to: Tied, kind: 'before' | 'after'): string {
  const source = imageColumns(from.table);
  const named = tie.toColumns.map((name, i) => {
    const column = source.find((one) => one.column.name.toLowerCase() === tie.fromColumns[i]?.toLowerCase());
    if (!column) throw new Error(`${String(tie.fromColumns[i])} is not a column of ${from.table.table}`);
    return `t.${quoteIdentifier(name)} = i.${column.image}`;
  });
  const hint = tie.index === null ? '' : `FORCE INDEX (${quoteIdentifier(tie.index)})`;
  return `${from.names[kind]} i STRAIGHT_JOIN ${liveName(to.table)} t ${hint} ON ${named.join(' AND ')}`;
}

/** How many times rows are named: a trigger changes one as often. A locking read, so that it opens no read view. */
export function countTied(tie: PlannedTie, from: Tied, to: Tied, statement: number): string {
  return `SELECT COUNT(*) FROM ${joinTied(tie, from, to, 'before')}\nWHERE i.statement_no = ${String(statement)} FOR SHARE`;
}

/** Rows that came above the highest id. `above`: digits; null: there was none. */
export function removeAbove(table: PlannedTable, above: string | null): string {
  const live = keyImageColumns(table)[0]?.live ?? '';
  return `DELETE t FROM ${liveName(table)} t ${byKey(table)} WHERE ${above === null ? 'TRUE' : `t.${live} > ${above}`}`;
}

/** Rows that are where one was before; as `captureAfter`, but some may be there already. */
export function captureWhereBefore({ table, names }: Tied, statement: number): string {
  return (
    `INSERT IGNORE INTO ${names.after} (statement_no, ${imageList(table)})\n` +
    `SELECT ${String(statement)}, ${liveList(table)}\n` +
    `FROM ${names.before} i STRAIGHT_JOIN ${liveName(table)} t ${byKey(table)} ON ${sameKey(table, 'i', 't')}\n` +
    `WHERE i.statement_no = ${String(statement)} FOR UPDATE OF t`
  );
}

export function countImages(statement: number, image: string): string {
  return `SELECT COUNT(*) FROM ${image} WHERE statement_no = ${String(statement)}`;
}

/** Rows that are in both images, the same in every byte: nothing is to be undone there. Before and after go together. */
export function dropSame({ table, names }: Tied, statement: number): string {
  const same = imageColumns(table).map((column) => sameValue(column, `i.${column.image}`, `a.${column.image}`));
  return (
    `DELETE i, a FROM ${names.before} i STRAIGHT_JOIN ${names.after} a ON a.statement_no = i.statement_no AND ${sameImageKey(table, 'i', 'a')}\n` +
    `WHERE i.statement_no = ${String(statement)} AND ${same.join('\n  AND ')}`
  );
}

/** Rows before that are not there after. */
export function countGone({ table, names }: Tied, statement: number): string {
  const [first] = keyImageColumns(table);
  return (
    `SELECT COUNT(*) FROM ${names.before} i LEFT JOIN ${liveName(table)} t ${byKey(table)} ON ${sameKey(table, 'i', 't')}\n` +
    `WHERE i.statement_no = ${String(statement)} AND COALESCE(t.${first?.live ?? ''}) IS NULL FOR SHARE`
  );
}

/** Changes nothing; fails where the account may not do what an undo does to this table. */
export function tryWriting(table: PlannedTable): string[] {
  const name = liveName(table);
  const columns = storedColumns(table).map(({ live }) => live);
  const same = columns.map((column) => `${column} = ${column}`).join(', ');
  return [
    `INSERT INTO ${name} (${columns.join(', ')}) SELECT ${columns.join(', ')} FROM ${name} WHERE FALSE`,
    `UPDATE ${name} SET ${same} WHERE FALSE`,
    `DELETE FROM ${name} WHERE FALSE`,
  ];
}
