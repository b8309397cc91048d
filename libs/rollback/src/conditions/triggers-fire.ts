import { notUndoable, tableLabel, type Condition } from './subject.js';

/** What a trigger does is captured where it is read for sure. `why`: the word in it that is not, or the table or column that stands against it. */
export const triggersFire: Condition = ({ target, effects }) => {
  const found = target && effects.unread.find(({ table, inUndo }) => table === target && !inUndo);
  if (!found) return undefined;
  const { trigger, why } = found;
  return notUndoable('triggers-fire', { table: tableLabel(target), event: trigger.event, trigger: trigger.name, why });
};
