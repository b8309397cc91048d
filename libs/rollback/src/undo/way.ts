import type { TriggerFacts } from '../facts.js';

/**
 * How captured rows are put back. `replace`: delete by key and insert the before-rows, which survives permutations, partition moves and JSON's
 * silent no-ops. `update`: only where INSERT or DELETE triggers would fire for that.
 */
export type UndoWay = 'replace' | 'update';

export function undoWay(table: { readonly triggers: readonly Pick<TriggerFacts, 'event'>[] }): UndoWay {
  return table.triggers.some((trigger) => trigger.event !== 'UPDATE') ? 'update' : 'replace';
}
