import { candidateKeys } from '../fingerprint/row-key.js';
import { notUndoable, tableLabel, type Condition } from './subject.js';
import { isToldByContent } from './told-by-content.js';

/**
 * Rows are found again by the primary key, or a unique one without NULLs. A nullable unique key is no key. Without one they are told apart by what
 * they hold, where the statement is simple enough for that.
 */
export const noPrimaryKey: Condition = (subject) => {
  const { target } = subject;
  if (target?.kind !== 'base' || candidateKeys(target).length > 0 || isToldByContent(subject)) return undefined;
  return notUndoable('no-primary-key', { table: tableLabel(target) });
};
