import { rowKey } from '../fingerprint/row-key.js';
import type { Subject } from './subject.js';

/** Defaults that are another value at each call: what they will be is not known from a copy. */
const byChance = /DEFAULT \([^\n]*\b(uuid|uuid_short|rand|random_bytes|sysdate|sleep)\b/i;

/**
 * A table without a usable key: its rows are told apart by all that they hold, and counted. Only where the statement alone decides them: not over
 * joins (a row may be met twice), under IGNORE or where a duplicate key decides, nor where cascades or triggers would come into it.
 */
export function isToldByContent({ slice, target, change }: Subject): boolean {
  if (!slice || target?.kind !== 'base' || change?.table !== target || rowKey(target)) return false;
  if (slice.modifiers.ignore || target.children.length > 0 || target.triggers.length > 0) return false;
  if ('multiTable' in slice) return !slice.multiTable;
  const generates = target.columns.some((column) => column.autoIncrement) || byChance.test(target.createSql);
  return slice.kind === 'INSERT' && !slice.onDuplicate && !generates;
}
