// The clause DEFAULT ROLE of SHOW CREATE USER, as the roles it names.
import type { AccountName } from '@sluice/contracts';
import { Reader, split, sqlMode } from '@sluice/sql';
import { accountText } from '../account.js';
import { readAccounts } from '../read/accounts.js';

const mode = sqlMode('', '8.0.22');

export function readDefaultRoles(clause: string | undefined): AccountName[] {
  const [statement] = split(clause ?? '', mode).statements;
  if (statement === undefined) return [];
  return readAccounts(new Reader(statement), 2, 'role').accounts.map(({ user, host }) => ({ user, host }));
}

export function defaultRoleClause(roles: readonly AccountName[]): string | undefined {
  return roles.length === 0 ? undefined : `DEFAULT ROLE ${roles.map(accountText).join(',')}`;
}
