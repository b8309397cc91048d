// Whether an account may give and take an item: asked before anything runs, for the way back must not be refused half way.
import type { AccessItem, AccountDifference, Level, PrivilegeItem } from '@sluice/contracts';
import { accountKey } from '../account.js';
import { isDynamic } from '../state/privileges.js';
import { covers } from './covers.js';

/** The items of the change that the holder of `own` may not give and take both ways. */
export function notGivable(differences: readonly AccountDifference[], own: readonly AccessItem[]): AccessItem[] {
  return differences.flatMap(({ added, removed }) => [...added, ...removed].filter((item) => !mayGive(item, own)));
}

function mayGive(item: AccessItem, own: readonly AccessItem[]): boolean {
  switch (item.type) {
    case 'privilege':
      return mayGivePrivilege(item, own);
    case 'role': {
      const role = accountKey(item.role);
      const isAdmin = own.some((held) => held.type === 'role' && held.admin && accountKey(held.role) === role);
      return isAdmin || holds(own, { type: 'global' }, 'ROLE_ADMIN') || holds(own, { type: 'global' }, 'SUPER');
    }
    case 'proxy':
      return own.some(
        (held) =>
          held.type === 'proxy' &&
          held.grantable &&
          (held.proxied.user === '' || accountKey(held.proxied) === accountKey(item.proxied)),
      );
  }
}

/** It takes the privilege and GRANT OPTION, from whatever levels cover the one that is meant. */
function mayGivePrivilege({ privilege, level }: PrivilegeItem, own: readonly AccessItem[]): boolean {
  if (isDynamic(privilege)) {
    return own.some((held) => held.type === 'privilege' && held.privilege === privilege && held.grantable);
  }
  return holds(own, level, privilege) && holds(own, level, 'GRANT OPTION');
}

function holds(own: readonly AccessItem[], level: Level, privilege: string): boolean {
  return own.some(
    (held) =>
      held.type === 'privilege' &&
      held.privilege === privilege &&
      held.column === null &&
      !held.restricted &&
      reaches(held.level, level),
  );
}

function reaches(held: Level, wanted: Level): boolean {
  if (held.type === 'global') return true;
  if (wanted.type === 'global') return false;
  if (held.type === 'schema') return covers(held.schema, wanted.schema, wanted.type === 'schema');
  return held.type === wanted.type && held.schema === wanted.schema && held.name === wanted.name;
}
