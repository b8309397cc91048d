import type { ColumnFacts, TableFacts } from '../facts.js';
import { partlyUndoable, tableLabel, type Condition } from './subject.js';

/** What is computed from a TIMESTAMP and kept (stored, or in an index) was computed in the writer's zone; the undo computes it in +00:00. */
export const storedGeneratedOverTimestamp: Condition = ({ slice, target }) => {
  if (!target || slice?.kind === 'INSERT') return undefined;
  const stamps = target.columns.filter((column) => column.dataType === 'timestamp');
  const generated = target.columns.find((c) => isKept(c, target) && mentions(c.expression, stamps));
  if (generated) {
    return partlyUndoable('stored-generated-over-timestamp', { table: tableLabel(target), column: generated.name });
  }
  const key = target.keys.find((k) => k.parts.some((part) => mentions(part.expression ?? '', stamps)));
  return key && partlyUndoable('stored-generated-over-timestamp', { table: tableLabel(target), column: key.name });
};

function isKept(column: ColumnFacts, { keys }: TableFacts): boolean {
  const indexed = keys.some((key) => key.parts.some((part) => part.column === column.name));
  return column.generated === 'stored' || (column.generated === 'virtual' && indexed);
}

function mentions(expression: string, columns: readonly ColumnFacts[]): boolean {
  const text = expression.toLowerCase();
  return columns.some((column) => text.includes(`\`${column.name.toLowerCase().replaceAll('`', '``')}\``));
}
