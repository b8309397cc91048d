// Where an undo must lead: the states as they are now, without what the change gave and with what it took. Whatever others did since stays.
import type { AccessItem, AccountDifference, AccountName, AccountState, ClauseName } from '@sluice/contracts';
import { accountKey } from '../account.js';
import { accessDifference } from '../difference/difference.js';
import { itemsWithout, stateOf } from '../state/compare.js';
import { itemKey } from '../state/item-key.js';
import { defaultRoleClause, readDefaultRoles } from '../state/default-roles.js';
import type { AccountClauses } from '../state/types.js';

export interface AccessConflict {
  readonly account: AccountName;
  /** `account`: it was made or dropped since. A clause: it is not as the change left it. An item: given or taken since. */
  readonly about: 'account' | ClauseName | AccessItem;
}

export interface UndoneStates {
  readonly to: readonly AccountState[];
  /** What is not as the change left it any more, and is left as it is. */
  readonly conflicts: readonly AccessConflict[];
}

/** @param before of the change @param after of the change @param now every account of both, as the target has it */
export function undoneStates(
  before: readonly AccountState[],
  after: readonly AccountState[],
  now: readonly AccountState[],
): UndoneStates {
  const conflicts: AccessConflict[] = [];
  const differences = accessDifference(before, after);
  const to = now.map((state) => {
    const key = accountKey(state.account);
    const change = differences.find(({ account }) => accountKey(account) === key);
    if (change === undefined) return state;
    const undone = undoneState(state, stateOf(before, key) ?? state, change);
    conflicts.push(...undone.conflicts);
    return undone.to;
  });
  return { to, conflicts };
}

function undoneState(
  now: AccountState,
  before: AccountState,
  change: AccountDifference,
): { to: AccountState; conflicts: AccessConflict[] } {
  const { account } = now;
  if ((now.clauses !== null) !== change.exists) return { to: now, conflicts: [{ account, about: 'account' }] };
  if (change.existed !== change.exists) {
    // One that the change made goes as a whole, with what others gave it since; that is told.
    const since = change.exists ? itemsWithout(now.items, change.added) : [];
    return { to: before, conflicts: since.map((about) => ({ account, about })) };
  }
  const held = new Set(now.items.map(itemKey));
  const gone = new Set(change.added.map(itemKey));
  const conflicts: AccessConflict[] = [
    ...change.added.filter((item) => !held.has(itemKey(item))),
    ...change.removed.filter((item) => held.has(itemKey(item))),
  ].map((about) => ({ account, about }));
  const items = [
    ...now.items.filter((item) => !gone.has(itemKey(item))),
    ...change.removed.filter((item) => !held.has(itemKey(item))),
  ];
  const clauses = withDefaultsAmong(undoneClauses(now.clauses ?? {}, change, conflicts), items);
  return { to: { account, clauses, items }, conflicts };
}

function undoneClauses(now: AccountClauses, change: AccountDifference, conflicts: AccessConflict[]): AccountClauses {
  const clauses = new Map(Object.entries(now));
  for (const { name, before, after } of change.clauses) {
    if ((now[name] ?? null) !== after) conflicts.push({ account: change.account, about: name });
    else if (before === null) clauses.delete(name);
    else clauses.set(name, before);
  }
  return Object.fromEntries(clauses);
}

/** A role that goes is no default role any more, whoever made it one. */
function withDefaultsAmong(clauses: AccountClauses, items: readonly AccessItem[]): AccountClauses {
  const held = new Set(items.flatMap((item) => (item.type === 'role' ? [accountKey(item.role)] : [])));
  const { 'default-role': clause, ...others } = clauses;
  const roles = defaultRoleClause(readDefaultRoles(clause).filter((role) => held.has(accountKey(role))));
  return roles === undefined ? others : { ...others, 'default-role': roles };
}
