import { notUndoable, tableLabel, type Condition } from './subject.js';

/** A trigger may write anywhere: no capture of this table holds that. */
export const triggersFire: Condition = ({ slice, target }) => {
  if (!slice || !target || slice.kind === 'REPLACE') return undefined;
  const fires = target.triggers.some((trigger) => trigger.event === slice.kind);
  return fires ? notUndoable('triggers-fire', { table: tableLabel(target), event: slice.kind }) : undefined;
};
