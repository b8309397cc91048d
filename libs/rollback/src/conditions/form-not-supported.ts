import type { Slice } from '@sluice/sql';
import { notUndoable, type Condition } from './subject.js';

/** Forms that run, but whose rows are not proved today. */
export const formNotSupported: Condition = ({ slice, facts }) => {
  const form = slice && (unsupported(slice) ?? (facts?.usesInto ? 'INTO' : undefined));
  return form === undefined ? undefined : notUndoable('form-not-supported', { form });
};

function unsupported(slice: Slice): string | undefined {
  return slice.modifiers.delayed ? `${slice.kind} DELAYED` : undefined;
}
