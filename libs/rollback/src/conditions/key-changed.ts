import type { Slice } from '@sluice/sql';
import type { TableFacts } from '../facts.js';
import { keyColumns } from '../fingerprint/row-key.js';
import { undoWay } from '../undo/way.js';
import { includesColumn, notUndoable, sameColumn, tableLabel, updatedColumns, type Condition } from './subject.js';

/**
 * Rows whose key moves are followed by running the SET list on a copy of them. That needs one table, a SET list that does not name its schema,
 * and an undo that may delete and insert.
 */
export const keyChanged: Condition = ({ slice, target, assigned }) => {
  if (!target || (slice?.kind !== 'UPDATE' && slice?.kind !== 'INSERT')) return undefined;
  if ('source' in slice) {
    const moved = slice.onDuplicate && movedKeyColumn(target, updatedColumns(slice));
    return moved === undefined ? undefined : notUndoable('key-changed', { table: tableLabel(target), column: moved });
  }
  const column = movedKeyColumn(target, assigned);
  if (column === undefined) return undefined;
  const isFollowed =
    !slice.multiTable && !slice.modifiers.ignore && undoWay(target) === 'replace' && !namesSchema(slice);
  return isFollowed ? undefined : notUndoable('key-changed', { table: tableLabel(target), column });
};

/** A generated key, or one with ON UPDATE CURRENT_TIMESTAMP, moves unnamed. */
export function movedKeyColumn(target: TableFacts, assigned: readonly string[]): string | undefined {
  return keyColumns(target).find((name) => {
    const facts = target.columns.find((c) => sameColumn(c.name, name));
    return includesColumn(assigned, name) || facts?.onUpdate === true || (facts?.generated ?? 'no') !== 'no';
  });
}

/** `shop.t.a`: on a copy that would be the table itself. */
function namesSchema(slice: Extract<Slice, { kind: 'UPDATE' }>): boolean {
  const { start, end } = slice.setList;
  const points = slice.statement.tokens
    .filter((token) => token.start >= start && token.end <= end && token.kind !== 'space' && token.kind !== 'comment')
    .map((token) => token.text === '.');
  return points.some((point, i) => point && points[i + 2] === true);
}
