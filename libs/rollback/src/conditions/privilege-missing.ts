import { notUndoable, type Condition } from './subject.js';

/** A cascade or trigger that information_schema hides from this account still fires. */
export const privilegeMissing: Condition = ({ server: { sight } }) => {
  if (!sight.process) return notUndoable('privilege-missing', { privilege: 'PROCESS' });
  if (!sight.select) return notUndoable('privilege-missing', { privilege: 'SELECT' });
  if (!sight.trigger) return notUndoable('privilege-missing', { privilege: 'TRIGGER' });
  return undefined;
};
