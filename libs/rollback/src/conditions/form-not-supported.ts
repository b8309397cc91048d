import type { Slice } from '@sluice/sql';
import { notUndoable, type Condition } from './subject.js';

/** Forms that run, but whose rows are not proved today: IGNORE, REPLACE, upserts, rows out of a query. */
export const formNotSupported: Condition = ({ slice, facts }) => {
  const form = slice && (unsupported(slice) ?? (facts?.usesInto ? 'INTO' : undefined));
  return form === undefined ? undefined : notUndoable('form-not-supported', { form });
};

function unsupported(slice: Slice): string | undefined {
  if (slice.kind === 'REPLACE') return 'REPLACE';
  if (slice.modifiers.ignore) return `${slice.kind} IGNORE`;
  if (slice.kind === 'UPDATE' || slice.kind === 'DELETE') return undefined;
  if (slice.onDuplicate) return 'ON DUPLICATE KEY UPDATE';
  if (slice.modifiers.delayed) return 'INSERT DELAYED';
  switch (slice.source.form) {
    case 'values':
    case 'set':
      return undefined;
    case 'select':
      return 'INSERT … SELECT';
    case 'table':
      return 'INSERT … TABLE';
    case 'values-row':
      return 'INSERT … VALUES ROW';
  }
}
