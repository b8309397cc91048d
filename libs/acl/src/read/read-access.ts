import { classify, NotUnderstood, Reader, type Range, type Statement } from '@sluice/sql';
import { NamesCurrentUser, readAccount, readAccounts } from './accounts.js';
import { readLevel } from './level.js';
import { readUserList } from './user-list.js';
import type { AccessResult, AccessStatement, AccountReference, NamedLevel } from './types.js';

type Parts = Pick<AccessStatement, 'kind' | 'accounts'> & {
  readonly level?: NamedLevel;
  readonly secrets?: readonly Range[];
};

/** What one statement about access names. Never throws; whether it is right, the server says. */
export function readAccess(statement: Statement): AccessResult {
  const reader = new Reader(statement);
  try {
    const parts = reader.isBalanced ? partsOf(reader) : undefined;
    if (parts === 'session-only') return { ok: false, refusal: 'access-of-session-only', range: undefined };
    if (parts === undefined) return { ok: false, refusal: 'access-kind-unknown', range: undefined };
    return {
      ok: true,
      access: {
        statement,
        level: undefined,
        secrets: [],
        touchesOldPassword: touchesOldPassword(reader),
        asksForPassword: asksForPassword(reader),
        ...parts,
      },
    };
  } catch (error) {
    if (error instanceof NamesCurrentUser) {
      return { ok: false, refusal: 'access-names-current-user', range: reader.range(error.at, error.at + 1) };
    }
    if (!(error instanceof NotUnderstood)) throw error;
    const { token } = error;
    return {
      ok: false,
      refusal: 'access-syntax-not-understood',
      range: token && { start: token.start, end: token.end },
    };
  }
}

function partsOf(reader: Reader): Parts | 'session-only' | undefined {
  switch (classify(reader.statement)) {
    case 'GRANT':
      return grantOrRevoke(reader, 1, 'grant', 'TO');
    case 'REVOKE':
      return grantOrRevoke(reader, afterIfExists(reader, 1), 'revoke', 'FROM');
    case 'CREATE USER':
      return userList(reader, 'create-user');
    case 'ALTER USER':
      return userList(reader, 'alter-user');
    case 'DROP USER':
      return plainList(reader, 'drop-user');
    case 'CREATE ROLE':
      return plainList(reader, 'create-role');
    case 'DROP ROLE':
      return plainList(reader, 'drop-role');
    case 'RENAME USER':
      return renames(reader);
    case 'SET ROLE':
      return reader.is(1, 'DEFAULT') ? defaultRoles(reader) : 'session-only';
    case 'SET PASSWORD':
      return password(reader);
    default:
      return undefined;
  }
}

/** Of privileges ON a level, of PROXY ON an account, or of roles. */
function grantOrRevoke(reader: Reader, from: number, verb: 'grant' | 'revoke', to: 'TO' | 'FROM'): Parts {
  const end = reader.length;
  const on = reader.find(from, end, (i) => reader.is(i, 'ON'));
  const toAt = reader.find(on < end ? on : from, end, (i) => reader.is(i, to));
  if (toAt === end) throw new NotUnderstood(reader.tokens[end - 1]);
  const { accounts: subjects, next } = readAccounts(reader, toAt + 1, 'subject');
  if (on < toAt) {
    const asked = askedAs(reader, next);
    if (reader.is(from, 'PROXY')) {
      const { account, next: behind } = readAccount(reader, on + 1, 'proxied');
      if (behind !== toAt) throw new NotUnderstood(reader.tokens[behind]);
      return { kind: `${verb}-proxy`, accounts: [account, ...subjects] };
    }
    const { level, next: behind } = readLevel(reader, on + 1);
    if (behind !== toAt) throw new NotUnderstood(reader.tokens[behind]);
    return { kind: `${verb}-privileges`, accounts: [...subjects, ...asked], level };
  }
  if (verb === 'revoke' && reader.is(from, 'ALL')) return { kind: 'revoke-all', accounts: subjects };
  const { accounts: roles, next: behind } = readAccounts(reader, from, 'role');
  if (behind !== toAt) throw new NotUnderstood(reader.tokens[behind]);
  return { kind: `${verb}-roles`, accounts: [...roles, ...subjects] };
}

/** `… AS user [WITH ROLE r, …]`: whose restrictions the grant takes on. */
function askedAs(reader: Reader, from: number): AccountReference[] {
  const as = reader.find(from, reader.length, (i) => reader.is(i, 'AS'));
  return as === reader.length ? [] : [readAccount(reader, as + 1, 'role').account];
}

function userList(reader: Reader, kind: 'create-user' | 'alter-user'): Parts {
  const { accounts, secrets } = readUserList(reader, afterIfExists(reader, 2));
  return { kind, accounts, secrets };
}

function plainList(reader: Reader, kind: 'drop-user' | 'create-role' | 'drop-role'): Parts {
  const { accounts, next } = readAccounts(reader, afterIfExists(reader, 2), 'subject');
  if (next !== reader.length) throw new NotUnderstood(reader.tokens[next]);
  return { kind, accounts };
}

function renames(reader: Reader): Parts {
  const accounts: AccountReference[] = [];
  for (let i = 2; ; i++) {
    const { account, next } = readAccount(reader, i, 'subject');
    if (!reader.is(next, 'TO')) throw new NotUnderstood(reader.tokens[next]);
    const renamed = readAccount(reader, next + 1, 'new-name');
    accounts.push(account, renamed.account);
    i = renamed.next;
    if (i === reader.length) return { kind: 'rename-user', accounts };
    if (!reader.symbol(i, ',')) throw new NotUnderstood(reader.tokens[i]);
  }
}

/** SET DEFAULT ROLE NONE | ALL | roles TO accounts. */
function defaultRoles(reader: Reader): Parts {
  const named = !(reader.is(3, 'NONE', 'ALL') && reader.is(4, 'TO'));
  const { accounts: roles, next } = named ? readAccounts(reader, 3, 'role') : { accounts: [], next: 4 };
  if (!reader.is(next, 'TO')) throw new NotUnderstood(reader.tokens[next]);
  const { accounts } = readAccounts(reader, next + 1, 'subject');
  return { kind: 'set-default-role', accounts: [...roles, ...accounts] };
}

/** SET PASSWORD [FOR user] = '…' | TO RANDOM [REPLACE '…']; without FOR it is the current user's. */
function password(reader: Reader): Parts {
  if (!reader.is(2, 'FOR')) throw new NamesCurrentUser(1);
  const { account, next } = readAccount(reader, 3, 'subject');
  const secrets = reader.tokens.slice(next).filter((token) => token.kind === 'string');
  return { kind: 'set-password', accounts: [account], secrets: secrets.map(({ start, end }) => ({ start, end })) };
}

function afterIfExists(reader: Reader, i: number): number {
  if (!reader.is(i, 'IF')) return i;
  return reader.is(i + 1, 'NOT') ? i + 3 : i + 2;
}

function touchesOldPassword(reader: Reader): boolean {
  return reader.tokens.some((_, i) => reader.is(i, 'RETAIN', 'DISCARD') && reader.is(i + 2, 'PASSWORD'));
}

function asksForPassword(reader: Reader): boolean {
  return reader.tokens.some(
    (_, i) => reader.is(i, 'RANDOM') && (reader.is(i + 1, 'PASSWORD') || reader.is(i - 1, 'TO')),
  );
}

const kinds = new Set([
  ...['GRANT', 'REVOKE', 'CREATE USER', 'ALTER USER', 'DROP USER', 'RENAME USER', 'CREATE ROLE', 'DROP ROLE'],
  ...['SET ROLE', 'SET PASSWORD'],
]);

/** Whether a statement of this kind, in `classify`'s words, is about access. */
export function isAccessKind(kind: string): boolean {
  return kinds.has(kind);
}
