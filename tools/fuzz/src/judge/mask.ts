// Contents without the columns of which nothing is said.
import type { Content } from './snapshot.ts';

/** `table.column`, or `table.*` for all of them. */
export type Mask = ReadonlySet<string>;

export function masked(content: Content, mask: Mask): Content {
  return new Map(
    [...content].map(([table, { definition, columns, rows }]) => {
      const hidden = columns.map((column) => mask.has(`${table}.${column}`) || mask.has(`${table}.*`));
      const shown = rows.map((row) => row.map((value, i) => (hidden[i] === true ? '?' : value)));
      return [table, { definition, columns, rows: shown }];
    }),
  );
}

/** Columns that hold other values in the one than in the other: what a clock, chance or a counter decides. */
export function differingColumns(one: Content, other: Content): Mask {
  const found = new Set<string>();
  for (const [table, { columns, rows }] of one) {
    const others = other.get(table)?.rows ?? [];
    columns.forEach((column, i) => {
      const values = (of: readonly (readonly string[])[]): string =>
        JSON.stringify(of.map((row) => row[i] ?? '').sort());
      if (values(rows) !== values(others)) found.add(`${table}.${column}`);
    });
  }
  return found;
}
