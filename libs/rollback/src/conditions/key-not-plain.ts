import { candidateKeys, rowKey } from '../fingerprint/row-key.js';
import { notUndoable, tableLabel, type Condition } from './subject.js';
import { isToldByContent } from './told-by-content.js';

/** A prefix of a column, or a key at InnoDB's limit, cannot be the key of an image table; and there is no other. */
export const keyNotPlain: Condition = (subject) => {
  const { target } = subject;
  if (!target || rowKey(target) || isToldByContent(subject)) return undefined;
  const [key] = candidateKeys(target);
  return key && notUndoable('key-not-plain', { table: tableLabel(target), key: key.name });
};
