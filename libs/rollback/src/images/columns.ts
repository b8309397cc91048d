import type { PlannedColumn, PlannedTable } from '@sluice/contracts';
import { quoteIdentifier } from '@sluice/sql';

/** A column of the table and its place in the images. */
export interface ImageColumn {
  readonly column: PlannedColumn;
  /** Quoted, in the table. */
  readonly live: string;
  /** In the image: `c1`, `c2`, … by place, since a user's column may have any name, and of any length up to MySQL's own limit. */
  readonly image: string;
  readonly isKey: boolean;
}

/** Every column, invisible and generated ones too. */
export function imageColumns(table: PlannedTable): ImageColumn[] {
  return table.columns.map((column, index) => ({
    column,
    live: quoteIdentifier(column.name),
    image: `c${String(index + 1)}`,
    isKey: table.keyColumns.includes(column.name),
  }));
}

/** Those of the key, in key order. @throws Error where a key column is not a column: the plan is broken */
export function keyImageColumns(table: PlannedTable): ImageColumn[] {
  const columns = imageColumns(table);
  return table.keyColumns.map((name) => {
    const found = columns.find(({ column }) => column.name === name);
    if (!found) throw new Error(`key column ${name} is not a column of ${table.table}`);
    return found;
  });
}

/** Those that can be written. */
export function storedColumns(table: PlannedTable): ImageColumn[] {
  return imageColumns(table).filter(({ column }) => column.generated === 'no');
}

export function liveName(table: { readonly schema: string; readonly table: string }): string {
  return `${quoteIdentifier(table.schema)}.${quoteIdentifier(table.table)}`;
}

/** The hint after a live table that is joined by its key: a scan would lock rows that nobody named. */
export function byKey(table: PlannedTable): string {
  const columns = JSON.stringify(table.keyColumns);
  const key = table.uniqueKeys.find(({ columns: own, plain }) => plain && JSON.stringify(own) === columns);
  return `FORCE INDEX (${quoteIdentifier(key?.name ?? 'PRIMARY')})`;
}

/** `a.x = b.y AND …` over the key. */
export function sameKey(table: PlannedTable, imageAlias: string, liveAlias: string): string {
  return keyImageColumns(table)
    .map(({ image, live }) => `${imageAlias}.${image} = ${liveAlias}.${live}`)
    .join(' AND ');
}

/** The same between two tables that both have image columns. */
export function sameImageKey(table: PlannedTable, a: string, b: string): string {
  return keyImageColumns(table)
    .map(({ image }) => `${a}.${image} = ${b}.${image}`)
    .join(' AND ');
}
