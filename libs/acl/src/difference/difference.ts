// What a change of access did, account by account: the difference of two states.
import type { AccountDifference, AccountName, AccountState } from '@sluice/contracts';
import { accountKey } from '../account.js';
import { itemsWithout, stateOf } from '../state/compare.js';
import { clauseNames } from '../state/types.js';

/** Of accounts that differ, in the order of `before`, then those that only `after` has. */
export function accessDifference(before: readonly AccountState[], after: readonly AccountState[]): AccountDifference[] {
  const accounts = new Map([...before, ...after].map(({ account }) => [accountKey(account), account]));
  return [...accounts].flatMap(([key, account]) => {
    const one = difference(account, stateOf(before, key), stateOf(after, key));
    const same = one.existed === one.exists && one.added.length + one.removed.length + one.clauses.length === 0;
    return same ? [] : [one];
  });
}

function difference(
  account: AccountName,
  before: AccountState | undefined,
  after: AccountState | undefined,
): AccountDifference {
  return {
    account,
    existed: before?.clauses !== null,
    exists: after?.clauses !== null,
    added: itemsWithout(after?.items ?? [], before?.items ?? []),
    removed: itemsWithout(before?.items ?? [], after?.items ?? []),
    clauses: clauseNames.flatMap((name) => {
      const change = { name, before: before?.clauses?.[name] ?? null, after: after?.clauses?.[name] ?? null };
      return change.before === change.after ? [] : [change];
    }),
  };
}
