import { accountKey } from '../account.js';
import { itemsWithout, stateOf } from '../state/compare.js';
import type { AccountClauses, AccountState } from '../state/types.js';

/**
 * What an access that ends leads back to: the states after it without what it gave. What it took stays taken, and clauses stay as it set them; an
 * account that it made goes. Default roles go with their roles.
 */
export function expiredStates(before: readonly AccountState[], after: readonly AccountState[]): AccountState[] {
  return after.map((state) => {
    const first = stateOf(before, accountKey(state.account));
    if (state.clauses === undefined || first === undefined) return state;
    if (first.clauses === undefined) return first;
    const given = itemsWithout(state.items, first.items);
    const clauses = withDefaultRoles(state.clauses, first.clauses['default-role']);
    return { account: state.account, clauses, items: itemsWithout(state.items, given) };
  });
}

function withDefaultRoles(clauses: AccountClauses, roles: string | undefined): AccountClauses {
  const { 'default-role': _given, ...others } = clauses;
  return roles === undefined ? others : { ...others, 'default-role': roles };
}
