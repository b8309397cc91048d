import type { Slice } from '@sluice/sql';
import { notUndoable, type Condition } from './subject.js';

/** Forms that run, but whose rows are not proved today. */
export const formNotSupported: Condition = ({ slice, facts, reach }) => {
  const form = slice && (unsupported(slice, reach.ties.length > 0) ?? (facts?.usesInto ? 'INTO' : undefined));
  return form === undefined ? undefined : notUndoable('form-not-supported', { form });
};

function unsupported(slice: Slice, cascades: boolean): string | undefined {
  if (slice.modifiers.delayed) return `${slice.kind} DELAYED`;
  // What a row's cascade has done when another key keeps the row is not known for sure.
  if (slice.kind === 'DELETE' && slice.modifiers.ignore && cascades) return 'DELETE IGNORE';
  return undefined;
}
