// What accounts are and have: SHOW CREATE USER and SHOW GRANTS of each, and of every role that they have in turn.
import type { AccountName, AccountState } from '@sluice/contracts';
import { accountKey, accountText, readCreateUser, readGrants } from '@sluice/acl';
import type { TargetConnection } from '../types.js';
import type { Session } from '../connect/session.js';
import { literal } from '../connect/literal.js';
import { sessionOf } from '../connect/connect-target.js';
import { TargetError } from '../connect/target-error.js';

/** SHOW CREATE USER: no such account. */
const noSuchAccount = 1396;

/**
 * The states of `accounts`, in their order. One that is not there has no clauses. Hashes of passwords are among the clauses: they must not leave the
 * target but masked.
 * @throws TargetError where the session may not see an account
 */
export async function readAccessStates(
  connection: TargetConnection,
  accounts: readonly AccountName[],
): Promise<AccountState[]> {
  const session = sessionOf(connection);
  // Salts hold any byte: as text they come garbled.
  await session.run('SET SESSION print_identified_with_as_hex = ON');
  const states: AccountState[] = [];
  for (const account of accounts) states.push(await readAccessState(session, account));
  return states;
}

/** What the account of this connection is and has. @throws TargetError */
export async function readOwnAccess(connection: TargetConnection): Promise<AccountState> {
  const session = sessionOf(connection);
  const name = (await session.cell('SELECT CURRENT_USER()')) ?? '';
  const at = name.lastIndexOf('@');
  const [state] = await readAccessStates(session, [{ user: name.slice(0, at), host: name.slice(at + 1) }]);
  if (state === undefined) throw new Error('a session has an account');
  return state;
}

/** The states of `accounts` and of their roles, roles' roles, …: each once, `accounts` first. @throws TargetError */
export async function readAccessWithRoles(
  connection: TargetConnection,
  accounts: readonly AccountName[],
): Promise<AccountState[]> {
  const states = new Map<string, AccountState>();
  let next = accounts;
  while (next.length > 0) {
    const unknown = new Map(next.map((account) => [accountKey(account), account]));
    for (const key of states.keys()) unknown.delete(key);
    const read = await readAccessStates(connection, [...unknown.values()]);
    for (const state of read) states.set(accountKey(state.account), state);
    next = read.flatMap(({ items }) => items.flatMap((item) => (item.type === 'role' ? [item.role] : [])));
  }
  return [...states.values()];
}

async function readAccessState(session: Session, account: AccountName): Promise<AccountState> {
  const name = accountText(account);
  try {
    const text = (await session.cell(`SHOW CREATE USER ${name}`)) ?? '';
    const grants = await session.rows(`SHOW GRANTS FOR ${name}`);
    const clauses = { ...readCreateUser(text), ...(await hiddenLifetime(session, account, text)) };
    return { account, clauses, items: readGrants(grants.map(([line]) => line ?? '')) };
  } catch (error) {
    if (!(error instanceof TargetError) || error.errno !== noSuchAccount) throw error;
    return { account, clauses: null, items: [] };
  }
}

/** An expired password hides its lifetime. Where mysql.user may not be read (Aurora can refuse it), the default is taken. */
async function hiddenLifetime(
  session: Session,
  { user, host }: AccountName,
  createUser: string,
): Promise<{ lifetime?: string }> {
  if (!/ PASSWORD EXPIRE (?!DEFAULT|NEVER|INTERVAL)/.test(createUser)) return {};
  try {
    const days = await session.cell(
      `SELECT password_lifetime FROM mysql.user WHERE user = ${literal(user)} AND host = ${literal(host)}`,
    );
    if (days === null) return {};
    return { lifetime: `PASSWORD EXPIRE ${days === '0' ? 'NEVER' : `INTERVAL ${days} DAY`}` };
  } catch (error) {
    if (error instanceof TargetError && error.failure.code === 'privilege-missing') return {};
    throw error;
  }
}
