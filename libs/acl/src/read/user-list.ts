// CREATE USER and ALTER USER: accounts with their ways to sign in, then default roles and options of all of them.
import { NotUnderstood, type Range, type Reader } from '@sluice/sql';
import { readAccount, readAccounts } from './accounts.js';
import type { AccountReference } from './types.js';

/** A string behind one of these is a password, or the hash of one. */
const beforeSecret = ['BY', 'REPLACE'];

export function readUserList(reader: Reader, from: number): { accounts: AccountReference[]; secrets: Range[] } {
  const accounts: AccountReference[] = [];
  const secrets: Range[] = [];
  for (let i = from; i < reader.length;) {
    const { account, next } = readAccount(reader, i, 'subject');
    accounts.push(account);
    i = reader.find(next, reader.length, (at) => reader.symbol(at, ',') || isDefaultRole(reader, at));
    secrets.push(...secretsIn(reader, next, i));
    if (isDefaultRole(reader, i)) {
      const { roles, end } = readDefaultRoles(reader, i + 2);
      accounts.push(...roles);
      secrets.push(...secretsIn(reader, end, reader.length));
      return { accounts, secrets };
    }
    if (i < reader.length) i++;
    else return { accounts, secrets };
  }
  throw new NotUnderstood(reader.tokens.at(-1));
}

function isDefaultRole(reader: Reader, i: number): boolean {
  return reader.is(i, 'DEFAULT') && reader.is(i + 1, 'ROLE');
}

function readDefaultRoles(reader: Reader, from: number): { roles: AccountReference[]; end: number } {
  if (reader.is(from, 'NONE', 'ALL')) return { roles: [], end: from + 1 };
  const { accounts: roles, next: end } = readAccounts(reader, from, 'role');
  return { roles, end };
}

function secretsIn(reader: Reader, from: number, end: number): Range[] {
  return reader.tokens
    .slice(from, end)
    .flatMap(({ kind, start, end: stop }, i) =>
      kind === 'string' && reader.is(from + i - 1, ...beforeSecret) ? [{ start, end: stop }] : [],
    );
}
