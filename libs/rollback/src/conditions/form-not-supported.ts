import type { Slice } from '@sluice/sql';
import { notUndoable, type Condition } from './subject.js';

/** Forms that run, but whose rows are not proved today. */
export const formNotSupported: Condition = ({ slice, facts, change }) => {
  const form = slice && (unsupported(slice, change?.of.length ?? 1) ?? (facts?.usesInto ? 'INTO' : undefined));
  return form === undefined ? undefined : notUndoable('form-not-supported', { form });
};

function unsupported(slice: Slice, names: number): string | undefined {
  if (slice.modifiers.delayed) return `${slice.kind} DELAYED`;
  // Which rows stay because of an error is only known afterwards.
  if (slice.kind === 'DELETE' && slice.modifiers.ignore) return 'DELETE IGNORE';
  // A row that is changed under both of its names counts twice with the server: that nothing else changed could not be told.
  if (slice.kind === 'UPDATE' && names > 1) return 'UPDATE of one table under two names';
  return undefined;
}
