// Items as GRANT and REVOKE: those of one level and one kind in one statement, as SHOW GRANTS writes them.
import type { AccessItem, AccountName, Level } from '@sluice/contracts';
import { quoteIdentifier } from '@sluice/sql';
import { accountText } from '../account.js';
import { levelKey } from '../state/item-key.js';

type Privilege = Extract<AccessItem, { type: 'privilege' }>;

export function grantItems(account: AccountName, items: readonly AccessItem[]): string[] {
  return itemSql(account, items, true);
}

export function revokeItems(account: AccountName, items: readonly AccessItem[]): string[] {
  return itemSql(account, items, false);
}

export function levelText(level: Level): string {
  if (level.type === 'global') return '*.*';
  if (level.type === 'schema') return `${quoteIdentifier(level.schema)}.*`;
  const name = `${quoteIdentifier(level.schema)}.${quoteIdentifier(level.name)}`;
  return level.type === 'table' ? name : `${level.type.toUpperCase()} ${name}`;
}

function itemSql(account: AccountName, items: readonly AccessItem[], give: boolean): string[] {
  return [
    ...privilegeSql(account, items, give),
    ...items.flatMap((item) => {
      if (item.type === 'privilege') return [];
      const what = item.type === 'role' ? accountText(item.role) : `PROXY ON ${accountText(item.proxied)}`;
      const option = item.type === 'role' ? item.admin && ' WITH ADMIN OPTION' : item.grantable && ' WITH GRANT OPTION';
      return [
        give
          ? `GRANT ${what} TO ${accountText(account)}${option || ''}`
          : `REVOKE ${what} FROM ${accountText(account)}`,
      ];
    }),
  ];
}

function privilegeSql(account: AccountName, items: readonly AccessItem[], give: boolean): string[] {
  const groups = new Map<string, Privilege[]>();
  for (const item of items) {
    if (item.type !== 'privilege') continue;
    const key = [levelKey(item.level), item.grantable, item.restricted, item.privilege === 'GRANT OPTION'].join();
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()].flatMap(([first, ...rest]) =>
    first === undefined ? [] : [groupSql(account, first, [first, ...rest], give)],
  );
}

function groupSql(account: AccountName, first: Privilege, items: readonly Privilege[], give: boolean): string {
  const { level, grantable, restricted } = first;
  const on = levelText(level);
  const who = accountText(account);
  // To be restricted is to be revoked from.
  const grants = give !== restricted;
  if (first.privilege === 'GRANT OPTION' && grants) return `GRANT USAGE ON ${on} TO ${who} WITH GRANT OPTION`;
  const list = privilegeList(items);
  return grants
    ? `GRANT ${list} ON ${on} TO ${who}${grantable ? ' WITH GRANT OPTION' : ''}`
    : `REVOKE ${list} ON ${on} FROM ${who}`;
}

/** `SELECT (a, b), UPDATE`. */
function privilegeList(items: readonly Privilege[]): string {
  const columns = new Map<string, string[]>();
  for (const { privilege, column } of items) {
    columns.set(privilege, [...(columns.get(privilege) ?? []), ...(column === null ? [] : [quoteIdentifier(column)])]);
  }
  return [...columns]
    .map(([privilege, names]) => (names.length > 0 ? `${privilege} (${names.join(', ')})` : privilege))
    .join(', ');
}
