// Rows that ON DUPLICATE KEY UPDATE moves to other keys: the INSERT runs on a copy of the rows that are there, with the same unique keys. What it
// makes of them, and what it adds, must then be what is there.
import type { PlannedStatement, PlannedTable } from '@sluice/contracts';
import { quoteIdentifier } from '@sluice/sql';
import { imageList, liveList } from './capture.js';
import { byKey, keyImageColumns, liveName } from './columns.js';
import { imageType } from './image-table.js';
import { oldName } from './moved-keys.js';
import { sluiceSchema, type ImageNames } from './names.js';
import { sameLive } from './same-row.js';
import { createCopyTable } from './stage-table.js';

/** The copy has the table's own name, by which the text may qualify its columns: an INSERT takes no other. */
export function upsertNames({ table }: PlannedTable, names: ImageNames): ImageNames {
  return { ...names, moved: `${sluiceSchema}.${quoteIdentifier(table)}` };
}

/** With the unique keys, in the order in which the server looks at them. Rows that come have no old key. */
export function createUpsertTable(table: PlannedTable, createSql: string, names: ImageNames): string {
  const old = keyImageColumns(table).map(
    ({ column }, i) => `  ${oldName(i)} ${imageType(column, true)} /*!80023 INVISIBLE */`,
  );
  const lines = createSql.split('\n').map((line) => line.replace(/,$/, ''));
  const unique = lines
    .filter((line) => /^ {2}(PRIMARY|UNIQUE) KEY /.test(line))
    .map((line) => line.replace('PRIMARY KEY ', 'UNIQUE KEY `sluice_primary` '));
  return createCopyTable(createSql, names.moved, [...old, ...unique]);
}

/** In the user's settings. */
export function upsertCopies({ number, insert }: PlannedStatement, names: ImageNames): string {
  if (insert?.upsert === undefined) throw new Error(`statement ${String(number)} moves no keys`);
  return `INSERT INTO ${names.moved} ${insert.columns}\n${insert.source}\n${insert.upsert}`;
}

export function countCome(names: ImageNames): string {
  return `SELECT COUNT(*) FROM ${names.moved} m WHERE m.${oldName(0)} IS NULL`;
}

/** Live rows that are, in every byte, those that came to the copy: must be as many. */
export function captureCome(table: PlannedTable, statement: number, names: ImageNames): string {
  const toLive = keyImageColumns(table).map(({ live }) => `m.${live} = t.${live}`);
  return (
    `INSERT INTO ${names.after} (statement_no, ${imageList(table)})\nSELECT ${String(statement)}, ${liveList(table)}\n` +
    `FROM ${names.moved} m STRAIGHT_JOIN ${liveName(table)} t ${byKey(table)} ON ${toLive.join(' AND ')}\n` +
    `WHERE m.${oldName(0)} IS NULL AND ${sameLive(table, 'm', 't')} FOR UPDATE OF t`
  );
}
