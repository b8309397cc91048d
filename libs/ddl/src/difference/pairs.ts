// Which column of one state is which of the other. States alone do not tell a rename from a drop and an add; the clauses do.
import type { Clause } from '../statement/types.js';
import type { TableModel } from '../table/model.js';

/** Names after by names before; a column that is in neither was dropped or added. */
export type ColumnPairs = ReadonlyMap<string, string>;

const fold = (name: string): string => name.toLowerCase();

/** What became of each column of `before` by these clauses of one ALTER TABLE. */
export function columnPairs(before: TableModel, after: TableModel, clauses: readonly Clause[]): ColumnPairs {
  const renamed = new Map<string, string>();
  const dropped = new Set<string>();
  for (const { kind, name, newName } of clauses) {
    if (name === undefined) continue;
    if (kind === 'drop-column') dropped.add(fold(name));
    if ((kind === 'rename-column' || kind === 'change-column') && newName !== undefined) {
      renamed.set(fold(name), fold(newName));
    }
  }
  const pairs = new Map<string, string>();
  for (const { name } of before.columns) {
    if (dropped.has(fold(name))) continue;
    const now = renamed.get(fold(name)) ?? fold(name);
    const column = after.columns.find((other) => fold(other.name) === now);
    if (column !== undefined) pairs.set(name, column.name);
  }
  return pairs;
}

export function reversed(pairs: ColumnPairs): ColumnPairs {
  return new Map([...pairs].map(([before, after]) => [after, before]));
}
