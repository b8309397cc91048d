import { keyColumns } from '../fingerprint/row-key.js';
import { includesColumn, notUndoable, sameColumn, tableLabel, type Condition } from './subject.js';

/** A row whose key moves is not found again by it. A generated key, or one with ON UPDATE CURRENT_TIMESTAMP, moves unnamed. */
export const keyChanged: Condition = ({ slice, target, assigned }) => {
  if (slice?.kind !== 'UPDATE' || !target) return undefined;
  const column = keyColumns(target).find((name) => {
    const facts = target.columns.find((c) => sameColumn(c.name, name));
    return includesColumn(assigned, name) || facts?.onUpdate === true || (facts?.generated ?? 'no') !== 'no';
  });
  return column === undefined ? undefined : notUndoable('key-changed', { table: tableLabel(target), column });
};
