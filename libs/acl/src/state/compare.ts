import { accountKey } from '../account.js';
import { itemKey } from './item-key.js';
import type { AccessItem, AccountState } from './types.js';

/** Those of `items` that `others` has not. */
export function itemsWithout(items: readonly AccessItem[], others: readonly AccessItem[]): AccessItem[] {
  const keys = new Set(others.map(itemKey));
  return items.filter((item) => !keys.has(itemKey(item)));
}

/** By `accountKey`. */
export function stateOf(states: readonly AccountState[], key: string): AccountState | undefined {
  return states.find(({ account }) => accountKey(account) === key);
}
