// What a change of access did, account by account: the difference of two states.
import { accountKey, type AccountName } from '../account.js';
import { itemsWithout, stateOf } from '../state/compare.js';
import { clauseNames, type AccessItem, type AccountState, type ClauseName } from '../state/types.js';

export interface ClauseChange {
  readonly name: ClauseName;
  /** Verbatim; undefined where the server wrote none. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface AccountDifference {
  readonly account: AccountName;
  readonly existed: boolean;
  readonly exists: boolean;
  readonly added: readonly AccessItem[];
  readonly removed: readonly AccessItem[];
  readonly clauses: readonly ClauseChange[];
}

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
    existed: before?.clauses !== undefined,
    exists: after?.clauses !== undefined,
    added: itemsWithout(after?.items ?? [], before?.items ?? []),
    removed: itemsWithout(before?.items ?? [], after?.items ?? []),
    clauses: clauseNames.flatMap((name) => {
      const change = { name, before: before?.clauses?.[name], after: after?.clauses?.[name] };
      return change.before === change.after ? [] : [change];
    }),
  };
}
