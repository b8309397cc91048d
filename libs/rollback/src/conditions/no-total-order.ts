import { keyColumns } from '../fingerprint/row-key.js';
import type { TableFacts } from '../facts.js';
import { hasWord, includesColumn, notUndoable, sameColumn, type Condition, type Subject } from './subject.js';
import { isToldByContent } from './told-by-content.js';

/** With LIMIT (or MATCH, whose relevance moves) a covering index gave other rows than the change took, unless the order leaves no choice. */
export const noTotalOrder: Condition = (subject) => {
  const { slice, facts } = subject;
  if (!facts || !slice) return undefined;
  if (facts.subqueries.some((subquery) => subquery.hasLimit)) return notUndoable('limit-without-total-order');
  if ('source' in slice) {
    // Whatever rows LIMIT takes for an INSERT: those that came are looked up by the keys that were staged, and counted before COMMIT. Not so for
    // REPLACE: a row that is the same again counts once or twice, so another one could hide behind it.
    if (slice.kind === 'REPLACE' && hasWord(slice, slice.source.range, ['LIMIT']))
      return notUndoable('limit-without-total-order');
    return facts.usesMatch ? notUndoable('match-without-total-order') : undefined;
  }
  if (slice.limit && !isTotallyOrdered(subject)) return notUndoable('limit-without-total-order');
  if (facts.usesMatch && !isTotallyOrdered(subject)) return notUndoable('match-without-total-order');
  return undefined;
};

function isTotallyOrdered(subject: Subject): boolean {
  const { slice, target } = subject;
  if (!target || (slice?.kind !== 'UPDATE' && slice?.kind !== 'DELETE')) return false;
  const ordered = slice.orderBy.flatMap((term) => term.column?.column ?? []);
  // Of rows that are equal in all, it does not matter which.
  if (isToldByContent(subject)) return target.columns.every(({ name }) => includesColumn(ordered, name));
  return notNullUniqueKeys(target).some(
    (columns) => columns.length > 0 && columns.every((column) => includesColumn(ordered, column)),
  );
}

function notNullUniqueKeys(target: TableFacts): string[][] {
  const plain = target.keys.filter(
    (key) =>
      key.unique &&
      key.parts.every(({ column, prefix }) => {
        const facts = target.columns.find((c) => sameColumn(c.name, column ?? ''));
        return prefix === null && facts?.nullable === false;
      }),
  );
  return [keyColumns(target), ...plain.map((key) => key.parts.flatMap((part) => part.column ?? []))];
}
