import { hasWord, notUndoable, type Condition, type Subject } from './subject.js';

/** Forms that run, but whose rows are not proved today. */
export const formNotSupported: Condition = (subject) => {
  const form = unsupported(subject);
  return form === undefined ? undefined : notUndoable('form-not-supported', { form });
};

/**
 * Which of several rows such a query gives (of a group, of equal ones, of a tie) may be another one each time. What REPLACE took then could not be told: a row
 * that is the same again counts once or twice, so another one could hide behind it.
 */
const choosing = ['DISTINCT', 'DISTINCTROW', 'GROUP', 'UNION', 'INTERSECT', 'EXCEPT', 'OVER', 'ANY_VALUE'];

function unsupported({ slice, facts, target, reach }: Subject): string | undefined {
  if (!slice) return undefined;
  if (slice.modifiers.delayed) return `${slice.kind} DELAYED`;
  // What cascades and triggers of a row have done when a foreign key keeps the row after all is not known for sure.
  const hasEffects = reach.ties.length > 0 || target?.triggers.some(({ event }) => event === 'DELETE');
  if (slice.kind === 'DELETE' && slice.modifiers.ignore && hasEffects) return 'DELETE IGNORE';
  if (slice.kind === 'REPLACE' && hasWord(slice, slice.source.range, choosing))
    return 'REPLACE … SELECT DISTINCT, GROUP BY, UNION, OVER';
  return facts?.usesInto ? 'INTO' : undefined;
}
