import { insertCut } from '../plan/insert-cut.js';
import { notUndoable, tableLabel, type Condition } from './subject.js';

/** Mixed given and generated ids, or a key out of an expression default: which rows are new could only be guessed. */
export const insertKeyNotKnown: Condition = ({ slice, target }) => {
  if (slice?.kind !== 'INSERT' || !target) return undefined;
  if (slice.source.form !== 'values' && slice.source.form !== 'set') return undefined;
  return insertCut(slice, target) ? undefined : notUndoable('insert-key-not-known', { table: tableLabel(target) });
};
