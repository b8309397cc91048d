import type { ForeignKeyFacts, TableFacts } from '../facts.js';
import { includesColumn, notUndoable, sameColumn, tableLabel, type Condition } from './subject.js';

const cascading = new Set(['CASCADE', 'SET NULL', 'SET DEFAULT']);

/** Foreign keys that would delete or change rows of a child, in whatever schema: no capture of the parent holds them. */
export const cascadesFire: Condition = ({ slice, target, assigned }) => {
  if (!target || (slice?.kind !== 'UPDATE' && slice?.kind !== 'DELETE')) return undefined;
  const child = target.children.find((key) =>
    slice.kind === 'DELETE'
      ? cascading.has(key.onDelete.toUpperCase())
      : cascading.has(key.onUpdate.toUpperCase()) && mayChange(target, key, assigned),
  );
  return child && notUndoable('cascades-fire', { table: tableLabel(target), child: tableLabel(child) });
};

/** A generated column changes without being assigned. */
function mayChange(target: TableFacts, key: ForeignKeyFacts, assigned: readonly string[]): boolean {
  return key.parentColumns.some((name) => {
    const column = target.columns.find((c) => sameColumn(c.name, name));
    return includesColumn(assigned, name) || column?.onUpdate === true || (column?.generated ?? 'no') !== 'no';
  });
}
