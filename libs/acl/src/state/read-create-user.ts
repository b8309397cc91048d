// SHOW CREATE USER cut into its clauses. Read with print_identified_with_as_hex, so that hashes are plain ASCII.
import type { ClauseName } from '@sluice/contracts';
import { Reader, split, sqlMode } from '@sluice/sql';
import { readAccount } from '../read/accounts.js';
import type { AccountClauses } from './types.js';

const mode = sqlMode('', '8.0.22');

/** @throws Error for a text that no known server writes */
export function readCreateUser(text: string): AccountClauses {
  const [statement] = split(text, mode).statements;
  if (statement === undefined) throw new Error('not a text of SHOW CREATE USER that is known');
  const reader = new Reader(statement);
  const { next } = readAccount(reader, 2, 'subject');
  const starts: { name: ClauseName; at: number }[] = [];
  for (let i = next; i < reader.length; i++) {
    const name = clauseAt(reader, i, starts.at(-1)?.at);
    if (name !== undefined) starts.push({ name, at: i });
  }
  if (reader.length > next && starts[0]?.at !== next) {
    throw new Error('not a text of SHOW CREATE USER that is known');
  }
  const clauses = starts.map(({ name, at }, i) => {
    const { start, end } = reader.range(at, starts[i + 1]?.at ?? reader.length);
    const clause = statement.text.slice(start, end);
    return [name, name === 'resources' ? clause.replace(/ MAX_\w+ 0\b/g, '') : clause] as const;
  });
  return Object.fromEntries(clauses.filter(([, clause]) => !saysNothing.has(clause)));
}

/**
 * What stays when every attribute is taken out, for the server can't be told to forget the document itself; and limits of 0, which it writes where one was
 * ever set.
 */
const saysNothing = new Set(["ATTRIBUTE '{}'", 'WITH']);

const ofPassword: Readonly<Record<string, ClauseName>> = {
  EXPIRE: 'expire',
  HISTORY: 'history',
  REUSE: 'reuse',
  REQUIRE: 'require-current',
};

/** The clause that begins at `i`; words of a clause begun at `begun` don't begin another. */
function clauseAt(reader: Reader, i: number, begun: number | undefined): ClauseName | undefined {
  if (begun !== undefined && i === begun + 1 && !reader.is(begun, 'ACCOUNT')) {
    // PASSWORD REQUIRE CURRENT, PASSWORD REUSE INTERVAL, IDENTIFIED WITH
    if (reader.is(begun, 'PASSWORD', 'IDENTIFIED')) return undefined;
  }
  switch (reader.keyword(i)) {
    case 'IDENTIFIED':
      // AND IDENTIFIED: a further factor of the same clause
      return reader.is(i - 1, 'AND') ? undefined : 'sign-in';
    case 'DEFAULT':
      return reader.is(i + 1, 'ROLE') ? 'default-role' : undefined;
    case 'REQUIRE':
      return 'require';
    case 'WITH':
      return reader.keyword(i + 1).startsWith('MAX_') ? 'resources' : undefined;
    case 'PASSWORD':
      return ofPassword[reader.keyword(i + 1)];
    case 'ACCOUNT':
      return 'lock';
    case 'FAILED_LOGIN_ATTEMPTS':
      return 'failed-logins';
    case 'PASSWORD_LOCK_TIME':
      return 'lock-time';
    case 'ATTRIBUTE':
    case 'COMMENT':
      return 'attribute';
    default:
      return undefined;
  }
}
