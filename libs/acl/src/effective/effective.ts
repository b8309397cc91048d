// What an account may do in the end: its own privileges and those of the roles it has, of their roles, and so on.
import type { AccountName, AccountState, EffectivePrivilege } from '@sluice/contracts';
import { accountKey } from '../account.js';
import { itemKey } from '../state/item-key.js';

/**
 * Each privilege once, by the shortest way. A restriction holds only for whom it is written: its item is told like the others. Roles that are
 * not among `states` say nothing: read them with the account.
 */
export function effectivePrivileges(account: AccountName, states: readonly AccountState[]): EffectivePrivilege[] {
  const known = new Map(states.map((state) => [accountKey(state.account), state]));
  const seen = new Set<string>();
  const found = new Map<string, EffectivePrivilege>();
  let level: { readonly account: AccountName; readonly through: readonly AccountName[] }[] = [{ account, through: [] }];
  while (level.length > 0) {
    const next: typeof level = [];
    for (const { account: holder, through } of level) {
      const key = accountKey(holder);
      if (seen.has(key)) continue;
      seen.add(key);
      for (const item of known.get(key)?.items ?? []) {
        if (item.type === 'role') next.push({ account: item.role, through: [...through, item.role] });
        if (item.type !== 'privilege' || found.has(itemKey(item))) continue;
        found.set(itemKey(item), { item, through: [...through] });
      }
    }
    level = next;
  }
  return [...found.values()];
}
