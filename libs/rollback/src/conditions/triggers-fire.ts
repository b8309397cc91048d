import { eventsOf, notUndoable, tableLabel, type Condition } from './subject.js';

/** A trigger may write anywhere: no capture of this table holds that. */
export const triggersFire: Condition = ({ slice, target }) => {
  if (!slice || !target) return undefined;
  const event = eventsOf(slice).find((name) => target.triggers.some((trigger) => trigger.event === name));
  return event === undefined ? undefined : notUndoable('triggers-fire', { table: tableLabel(target), event });
};
