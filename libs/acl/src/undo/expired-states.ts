import type { AccountState } from '@sluice/contracts';
import { accountKey } from '../account.js';
import { stateOf, withOption } from '../state/compare.js';
import { itemKey } from '../state/item-key.js';
import type { AccountClauses } from '../state/types.js';

/**
 * What an access that ends leads back to: the states after it without what it gave. What it took stays taken, and clauses stay as it set them; an
 * account that it made goes. What was held before, with or without the right to pass it on, is held as before. Default roles go with their roles.
 */
export function expiredStates(before: readonly AccountState[], after: readonly AccountState[]): AccountState[] {
  return after.map((state) => {
    const first = stateOf(before, accountKey(state.account));
    if (state.clauses === null || first === undefined) return state;
    if (first.clauses === null) return first;
    const held = new Map(first.items.map((item) => [itemKey(withOption(item)), item]));
    const items = state.items.flatMap((item) => held.get(itemKey(withOption(item))) ?? []);
    const clauses = withDefaultRoles(state.clauses, first.clauses['default-role']);
    return { account: state.account, clauses, items };
  });
}

function withDefaultRoles(clauses: AccountClauses, roles: string | undefined): AccountClauses {
  const { 'default-role': _given, ...others } = clauses;
  return roles === undefined ? others : { ...others, 'default-role': roles };
}
