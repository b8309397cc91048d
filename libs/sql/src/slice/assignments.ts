import type { Assignment, ColumnName } from '../types.js';
import { NotUnderstood, type Reader } from './reader.js';

/** The assignments of a SET list or an ON DUPLICATE KEY UPDATE list in [from, end). Throws NotUnderstood. */
export function readAssignments(reader: Reader, from: number, end: number): Assignment[] {
  const parts = reader.splitAtCommas(from, end);
  if (parts.length === 0) throw new NotUnderstood(reader.tokens[from]);
  return parts.map((part) => readAssignment(reader, part.from, part.end));
}

function readAssignment(reader: Reader, from: number, end: number): Assignment {
  const { column, next } = readColumn(reader, from);
  if (!reader.symbol(next, '=') && !reader.symbol(next, ':=')) throw new NotUnderstood(reader.tokens[next]);
  return {
    range: reader.range(from, end),
    column,
    target: reader.range(from, next),
    value: reader.range(next + 1, end),
    isDefault: isBareDefault(reader, next + 1, end),
  };
}

/** DEFAULT alone takes the column's default; DEFAULT(a) is a function. */
export function isBareDefault(reader: Reader, from: number, end: number): boolean {
  return end === from + 1 && reader.is(from, 'DEFAULT');
}

export function readColumn(reader: Reader, from: number): { column: ColumnName; next: number } {
  const { parts, next } = reader.qualifiedName(from);
  const [column, table, schema] = parts.toReversed();
  if (column === undefined || parts.length > 3) throw new NotUnderstood(reader.tokens[from]);
  return { column: { schema, table, column }, next };
}
