import type { AccessItem, AccountState } from '@sluice/contracts';
import { accountKey } from '../account.js';
import { itemKey } from './item-key.js';

/** Those of `items` that `others` has not. */
export function itemsWithout(items: readonly AccessItem[], others: readonly AccessItem[]): AccessItem[] {
  const keys = new Set(others.map(itemKey));
  return items.filter((item) => !keys.has(itemKey(item)));
}

/** The item with the right to pass it on. */
export function withOption(item: AccessItem): AccessItem {
  return item.type === 'role' ? { ...item, admin: true } : { ...item, grantable: true };
}

/** By `accountKey`. */
export function stateOf(states: readonly AccountState[], key: string): AccountState | undefined {
  return states.find(({ account }) => accountKey(account) === key);
}

/** The same accounts with the same clauses and the same items, in whatever order. */
export function sameStates(one: readonly AccountState[], other: readonly AccountState[]): boolean {
  return fingerprint(one) === fingerprint(other);
}

function fingerprint(states: readonly AccountState[]): string {
  const told = states.map(({ account, clauses, items }) => [
    accountKey(account),
    clauses === null ? null : Object.entries(clauses).sort(([a], [b]) => (a < b ? -1 : 1)),
    items.map(itemKey).sort(),
  ]);
  return JSON.stringify(told.map((state) => JSON.stringify(state)).sort());
}
