import { insertCut } from '../plan/insert-cut.js';
import { notUndoable, tableLabel, type Condition } from './subject.js';

/**
 * A key out of an expression default: which rows are new could only be guessed. And a unique key of a prefix or an expression, by which an old
 * row would be replaced or updated, is not looked up.
 */
export const insertKeyNotKnown: Condition = ({ slice, target }) => {
  if (!target || (slice?.kind !== 'INSERT' && slice?.kind !== 'REPLACE')) return undefined;
  return insertCut(slice, target) ? undefined : notUndoable('insert-key-not-known', { table: tableLabel(target) });
};
