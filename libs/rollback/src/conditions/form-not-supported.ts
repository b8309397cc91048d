import { notUndoable, type Condition, type Subject } from './subject.js';

/** Forms that run, but whose rows are not proved today. */
export const formNotSupported: Condition = (subject) => {
  const form = unsupported(subject);
  return form === undefined ? undefined : notUndoable('form-not-supported', { form });
};

function unsupported({ slice, facts, target, reach }: Subject): string | undefined {
  if (!slice) return undefined;
  if (slice.modifiers.delayed) return `${slice.kind} DELAYED`;
  // What cascades and triggers of a row have done when a foreign key keeps the row after all is not known for sure.
  const hasEffects = reach.ties.length > 0 || target?.triggers.some(({ event }) => event === 'DELETE');
  if (slice.kind === 'DELETE' && slice.modifiers.ignore && hasEffects) return 'DELETE IGNORE';
  return facts?.usesInto ? 'INTO' : undefined;
}
