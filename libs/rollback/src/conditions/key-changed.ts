import type { InsertSlice } from '@sluice/sql';
import type { TableFacts } from '../facts.js';
import { keyColumns } from '../fingerprint/row-key.js';
import { isOwnName } from '../images/names.js';
import type { Reach } from '../reach/reach.js';
import { undoWay } from '../undo/way.js';
import { includesColumn, notUndoable, sameColumn, tableLabel, updatedColumns, type Condition } from './subject.js';

/**
 * Rows whose key moves are followed by running the SET list on copies of them. That needs an undo that may delete and insert.
 */
export const keyChanged: Condition = ({ slice, target, change, assigned, reach }) => {
  if (!target || (slice?.kind !== 'UPDATE' && slice?.kind !== 'INSERT')) return undefined;
  if ('source' in slice) {
    const moved = slice.onDuplicate && movedKeyColumn(target, updatedColumns(slice));
    if (moved === undefined || isFollowedUpsert(slice, target, reach)) return undefined;
    return notUndoable('key-changed', { table: tableLabel(target), column: moved });
  }
  const column = movedKeyColumn(target, assigned);
  if (column === undefined) return undefined;
  // What children and triggers make of it row by row is not followed; under two names the server refuses it itself.
  const isPlain = !slice.multiTable && !slice.modifiers.ignore;
  const isAlone = reach.ties.length === 0 && target.triggers.every(({ event }) => event !== 'UPDATE');
  const isFollowed = undoWay(target) === 'replace' && (change?.of.length ?? 1) === 1 && (isPlain || isAlone);
  return isFollowed ? undefined : notUndoable('key-changed', { table: tableLabel(target), column });
};

/** On a copy that goes by the table's own name, among Sluice's tables: keys that are generated would be others there. */
function isFollowedUpsert(slice: InsertSlice, target: TableFacts, reach: Reach): boolean {
  const isAlone = reach.ties.length === 0 && target.triggers.length === 0;
  const generates = target.columns.some(({ autoIncrement }) => autoIncrement);
  return isAlone && !generates && !slice.modifiers.ignore && !isOwnName(target.table);
}

/** A generated key, or one with ON UPDATE CURRENT_TIMESTAMP, moves unnamed. */
export function movedKeyColumn(target: TableFacts, assigned: readonly string[]): string | undefined {
  return keyColumns(target).find((name) => {
    const facts = target.columns.find((c) => sameColumn(c.name, name));
    return includesColumn(assigned, name) || facts?.onUpdate === true || (facts?.generated ?? 'no') !== 'no';
  });
}
