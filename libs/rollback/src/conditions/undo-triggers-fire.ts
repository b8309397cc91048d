import { rowKey } from '../fingerprint/row-key.js';
import { undoWay } from '../undo/way.js';
import { includesColumn, notUndoable, sameColumn, tableLabel, type Condition, type Subject } from './subject.js';

/**
 * The undo deletes and inserts rows, which fires other triggers than the change did; what those only insert with new ids is removed again. An UPDATE is then undone by UPDATE (undo/way.ts), which
 * cannot exchange values of a unique key between rows.
 */
export const undoTriggersFire: Condition = (subject) => {
  const { slice, target } = subject;
  if (!slice || !target) return undefined;
  const unread = subject.effects.unread.find(({ table, inUndo }) => table === target && inUndo);
  const has = (event: string): boolean => target.triggers.some((trigger) => trigger.event === event);
  const object = (event: string) => notUndoable('undo-triggers-fire', { table: tableLabel(target), event });
  if (unread) return object(unread.trigger.event);
  if (slice.kind === 'REPLACE' || (slice.kind === 'INSERT' && slice.onDuplicate)) {
    return has('DELETE') ? object('DELETE') : has('INSERT') ? object('INSERT') : undefined;
  }
  if (slice.kind === 'UPDATE' && undoWay(target) === 'update' && mayMoveUniqueKey(subject)) {
    return object(has('DELETE') ? 'DELETE' : 'INSERT');
  }
  return undefined;
};

function mayMoveUniqueKey({ target, assigned, effects }: Subject): boolean {
  const set = target ? effects.setIn(target) : [];
  const others = target?.keys.filter((key) => key.unique && key !== rowKey(target)) ?? [];
  return others.some((key) =>
    key.parts.some(({ column }) => {
      const facts = target?.columns.find((c) => sameColumn(c.name, column ?? ''));
      return !facts || includesColumn([...assigned, ...set], facts.name) || facts.onUpdate || facts.generated !== 'no';
    }),
  );
}
