import type { ForeignKeyFacts, TableFacts } from '../facts.js';
import { includesColumn, notUndoable, sameColumn, tableLabel, updatedColumns, type Condition } from './subject.js';

const cascading = new Set(['CASCADE', 'SET NULL', 'SET DEFAULT']);

/**
 * Foreign keys that would delete or change rows of a child, in whatever schema: no capture of the parent holds them. REPLACE of a parent keeps
 * its children or deletes them, as foreign keys are run by the SQL layer or by InnoDB.
 */
export const cascadesFire: Condition = ({ slice, target, assigned }) => {
  if (!slice || !target) return undefined;
  const updated = slice.kind === 'UPDATE' ? assigned : slice.kind === 'INSERT' ? updatedColumns(slice) : [];
  const child = target.children.find((key) => {
    if (slice.kind === 'REPLACE') return true;
    if (slice.kind === 'DELETE') return cascading.has(key.onDelete.toUpperCase());
    return updated.length > 0 && cascading.has(key.onUpdate.toUpperCase()) && mayChange(target, key, updated);
  });
  return child && notUndoable('cascades-fire', { table: tableLabel(target), child: tableLabel(child) });
};

/** A generated column changes without being assigned. */
function mayChange(target: TableFacts, key: ForeignKeyFacts, assigned: readonly string[]): boolean {
  return key.parentColumns.some((name) => {
    const column = target.columns.find((c) => sameColumn(c.name, name));
    return includesColumn(assigned, name) || column?.onUpdate === true || (column?.generated ?? 'no') !== 'no';
  });
}
