import type { AccessItem, AccountState } from '@sluice/contracts';
import { accountKey, accountText } from '../account.js';
import { itemsWithout, withOption } from '../state/compare.js';
import { itemKey } from '../state/item-key.js';
import { alterUser, createUser, setDefaultRoles } from './clause-sql.js';
import { grantItems, revokeItems } from './item-sql.js';

interface Pair {
  readonly from: AccountState;
  readonly to: AccountState;
}

/**
 * The statements that turn one set of states into another, in an order in which each finds what it needs: taken, dropped, created, altered,
 * given, default roles. Where `from` is the state after a change and `to` the one before, this is its undo: an item that was held before the
 * change and after it is in neither, so it stays.
 */
export function accessStatements(from: readonly AccountState[], to: readonly AccountState[]): string[] {
  const pairs = pairUp(from, to);
  const kept = pairs.filter(({ from, to }) => from.clauses && to.clauses);
  const made = pairs.filter(({ from, to }) => !from.clauses && to.clauses);
  return [
    ...kept.flatMap(({ from, to }) => revokeItems(from.account, taken({ from, to }))),
    ...pairs.flatMap(({ from, to }) => (from.clauses && !to.clauses ? [`DROP USER ${accountText(from.account)}`] : [])),
    ...made.flatMap(({ to }) => createUser(to.account, to.clauses ?? {})),
    ...kept.flatMap(({ from, to }) => alterUser(to.account, from.clauses ?? {}, to.clauses ?? {})),
    ...[...made, ...kept].flatMap(({ from, to }) => grantItems(to.account, given({ from, to }))),
    ...[...made, ...kept].flatMap(({ from, to }) =>
      keepsDefaultRoles({ from, to }) ? [] : [setDefaultRoles(to.account, to.clauses ?? {})],
    ),
  ];
}

function pairUp(from: readonly AccountState[], to: readonly AccountState[]): Pair[] {
  const pairs = new Map<string, Pair>();
  const none = ({ account }: AccountState): AccountState => ({ account, clauses: null, items: [] });
  for (const state of from) pairs.set(accountKey(state.account), { from: state, to: none(state) });
  for (const state of to) {
    const key = accountKey(state.account);
    pairs.set(key, { from: pairs.get(key)?.from ?? none(state), to: state });
  }
  return [...pairs.values()];
}

/**
 * Not what it keeps with the right to pass it on. Where GRANT OPTION on `*.*` is taken, what dynamic privileges have of it goes along, and a REVOKE of
 * them afterwards has no effect (9.7.4): so they are taken whole, before it, and given again.
 */
function taken({ from, to }: Pair): AccessItem[] {
  const passedOn = new Set(to.items.map(itemKey));
  const gone = itemsWithout(from.items, to.items).filter((item) => !passedOn.has(itemKey(withOption(item))));
  const dynamic = gone.some(isGlobalGrantOption) ? from.items.filter(isPassedOnDynamic) : [];
  return [...dynamic, ...itemsWithout(gone, dynamic)];
}

function given({ from, to }: Pair): AccessItem[] {
  return itemsWithout(to.items, itemsWithout(from.items, taken({ from, to })));
}

function isGlobalGrantOption(item: AccessItem): boolean {
  return item.type === 'privilege' && item.privilege === 'GRANT OPTION' && item.level.type === 'global';
}

function isPassedOnDynamic(item: AccessItem): boolean {
  return item.type === 'privilege' && item.grantable;
}

/** A role that is taken is no default role any more, even if it is given again. */
function keepsDefaultRoles({ from, to }: Pair): boolean {
  const takesRole = taken({ from, to }).some(({ type }) => type === 'role');
  return (
    from.clauses?.['default-role'] === to.clauses?.['default-role'] && !(takesRole && to.clauses?.['default-role'])
  );
}
