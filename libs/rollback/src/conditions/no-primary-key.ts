import { candidateKeys } from '../fingerprint/row-key.js';
import { notUndoable, tableLabel, type Condition } from './subject.js';

/** Rows are found again by the primary key, or a unique one without NULLs. A nullable unique key is no key. */
export const noPrimaryKey: Condition = ({ target }) =>
  target?.kind === 'base' && candidateKeys(target).length === 0
    ? notUndoable('no-primary-key', { table: tableLabel(target) })
    : undefined;
