import { notUndoable, tableLabel, type Condition } from './subject.js';

/** AVG over itself or EXISTS on itself: the set depends on rows that the change is changing. */
export const subqueryOnTarget: Condition = ({ slice, facts, target }) => {
  if (!slice || !facts || !target) return undefined;
  const named = facts.tables.filter(
    ({ isCte, table }) => !isCte && table.toLowerCase() === target.table.toLowerCase(),
  ).length;
  return named > 1 ? notUndoable('form-not-supported', { form: `subquery on ${tableLabel(target)}` }) : undefined;
};
