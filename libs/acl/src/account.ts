// Accounts and roles: a host left out is '%'; hosts compare without case, users with it.
import type { AccountName } from '@sluice/contracts';

/** As SQL in every sql_mode, and as SHOW GRANTS writes it. */
export function accountText({ user, host }: AccountName): string {
  return `${quoteName(user)}@${quoteName(host)}`;
}

/** Equal for equal accounts. */
export function accountKey({ user, host }: AccountName): string {
  return accountText({ user, host: host.toLowerCase() });
}

function quoteName(name: string): string {
  return '`' + name.replaceAll('`', '``') + '`';
}
