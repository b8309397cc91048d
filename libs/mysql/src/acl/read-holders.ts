// Who has a role or may act as an account: they change with it when it is dropped or renamed.
import type { AccountName } from '@sluice/contracts';
import { literal } from '../connect/literal.js';
import { sessionOf } from '../connect/connect-target.js';
import { TargetError } from '../connect/target-error.js';
import type { TargetConnection } from '../types.js';

/** Undefined where the server does not let this account see (Aurora may refuse reads of schema mysql). @throws TargetError */
export async function readHolders(
  connection: TargetConnection,
  accounts: readonly AccountName[],
): Promise<AccountName[] | undefined> {
  if (accounts.length === 0) return [];
  const session = sessionOf(connection);
  const among = (user: string, host: string): string =>
    `(${user}, ${host}) IN (${accounts.map((name) => `(${literal(name.user)}, ${literal(name.host)})`).join(', ')})`;
  try {
    const rows = await session.rows(
      `SELECT to_user, to_host FROM mysql.role_edges WHERE ${among('from_user', 'from_host')}
       UNION SELECT user, host FROM mysql.proxies_priv WHERE ${among('proxied_user', 'proxied_host')}`,
    );
    return rows.map(([user, host]) => ({ user: user ?? '', host: host ?? '' }));
  } catch (error) {
    if (error instanceof TargetError && error.failure.code === 'privilege-missing') return undefined;
    throw error;
  }
}
