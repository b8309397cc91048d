import type { ColumnFacts, TableFacts } from '../facts.js';
import { partlyUndoable, tableLabel, type Condition } from './subject.js';

/** These read the session's zone without a TIMESTAMP column. */
const zoneFunctions = /\b(unix_timestamp|from_unixtime|localtime)\b/i;

/**
 * What is computed from a TIMESTAMP and kept (stored, or in an index) was computed in the writer's zone; the undo computes it in +00:00. Also by
 * way of another generated column.
 */
export const storedGeneratedOverTimestamp: Condition = ({ slice, target }) => {
  if (!target || (slice?.kind === 'INSERT' && !slice.onDuplicate)) return undefined;
  const stamps = dependents(target);
  const generated = target.columns.find((c) => isKept(c, target) && stamps.includes(c));
  if (generated) {
    return partlyUndoable('stored-generated-over-timestamp', { table: tableLabel(target), column: generated.name });
  }
  const key = target.keys.find((k) => k.parts.some((part) => dependsOnZone(part.expression ?? '', stamps)));
  return key && partlyUndoable('stored-generated-over-timestamp', { table: tableLabel(target), column: key.name });
};

/** TIMESTAMP columns, and generated ones whose value follows from the zone: those come after what they are computed from. */
function dependents({ columns }: TableFacts): ColumnFacts[] {
  const found = columns.filter((column) => column.dataType === 'timestamp');
  for (let size = -1; size < found.length;) {
    size = found.length;
    found.push(...columns.filter((c) => !found.includes(c) && dependsOnZone(c.expression, found)));
  }
  return found;
}

function dependsOnZone(expression: string, columns: readonly ColumnFacts[]): boolean {
  return zoneFunctions.test(expression) || mentions(expression, columns);
}

function isKept(column: ColumnFacts, { keys }: TableFacts): boolean {
  const indexed = keys.some((key) => key.parts.some((part) => part.column === column.name));
  return column.generated === 'stored' || (column.generated === 'virtual' && indexed);
}

function mentions(expression: string, columns: readonly ColumnFacts[]): boolean {
  const text = expression.toLowerCase();
  return columns.some((column) => text.includes(`\`${column.name.toLowerCase().replaceAll('`', '``')}\``));
}
