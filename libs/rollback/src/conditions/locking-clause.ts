import { notUndoable, type Condition } from './subject.js';

/** SKIP LOCKED in a subquery takes other rows at another moment; a lock of its own changes what others wait for. */
export const lockingClause: Condition = ({ facts }) =>
  facts?.usesLock || facts?.subqueries.some((subquery) => subquery.hasLock) ? notUndoable('locking-clause') : undefined;
