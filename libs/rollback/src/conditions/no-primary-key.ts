import { keyColumns } from '../fingerprint/planned-table.js';
import { notUndoable, tableLabel, type Condition } from './subject.js';

/** Rows are found again by the primary key. A nullable unique key is no key. */
export const noPrimaryKey: Condition = ({ target }) =>
  target?.kind === 'base' && keyColumns(target).length === 0
    ? notUndoable('no-primary-key', { table: tableLabel(target) })
    : undefined;
