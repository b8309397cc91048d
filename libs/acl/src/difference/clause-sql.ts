// Clauses of an account as CREATE USER and ALTER USER.
import type { AccountName, ClauseName } from '@sluice/contracts';
import { decodeString, sqlMode } from '@sluice/sql';
import { accountText } from '../account.js';
import { clauseNames, type AccountClauses } from '../state/types.js';

const expired = 'PASSWORD EXPIRE';
const lastsDefault = `${expired} DEFAULT`;

/** Without default roles: those it must have first. */
export function createUser(account: AccountName, clauses: AccountClauses): string[] {
  const { 'default-role': _later, lifetime, ...others } = clauses;
  const parts = clauseNames.flatMap((name) => (name in others ? (clauses[name] ?? []) : []));
  const name = accountText(account);
  const hidden = lifetime === undefined ? [] : [`ALTER USER ${name} ${lifetime}`, `ALTER USER ${name} ${expired}`];
  return [['CREATE USER', name, ...parts].join(' '), ...hidden];
}

/**
 * What turns `from` into `to`, default roles apart. How long a password lasts and that it is expired now are said alone: said with a password, they are not
 * taken (9.7).
 */
export function alterUser(account: AccountName, from: AccountClauses, to: AccountClauses): string[] {
  const differing = new Set(clauseNames.filter((name) => from[name] !== to[name]));
  const expire = differing.delete('expire') || differing.delete('lifetime');
  differing.delete('lifetime');
  differing.delete('default-role');
  // Only a password that is set again, be it the same, is no longer expired.
  if (from.expire === expired && to.expire !== expired) differing.add('sign-in');
  const expiresAgain = to.expire === expired && differing.has('sign-in');
  // Both or none: each is reset by a statement that names the other alone.
  if (differing.has('failed-logins') || differing.has('lock-time')) differing.add('failed-logins').add('lock-time');
  const parts = clauseNames.flatMap((name) => (differing.has(name) ? clauseText(name, from, to) : []));
  const alter = `ALTER USER ${accountText(account)}`;
  const lasts = (to.expire === expired ? to.lifetime : to.expire) ?? lastsDefault;
  return [
    ...(parts.length > 0 ? [[alter, ...parts].join(' ')] : []),
    // DEFAULT alone leaves an interval as it was.
    ...(expire && lasts === lastsDefault ? [`${alter} ${expired} NEVER`] : []),
    ...(expire ? [`${alter} ${lasts}`] : []),
    ...(to.expire === expired && (expire || expiresAgain) ? [`${alter} ${expired}`] : []),
  ];
}

export function setDefaultRoles(account: AccountName, { 'default-role': clause }: AccountClauses): string {
  return `ALTER USER ${accountText(account)} ${clause ?? 'DEFAULT ROLE NONE'}`;
}

/** Counted by name, so that those not named any more are reset. */
const limits = ['MAX_QUERIES_PER_HOUR', 'MAX_UPDATES_PER_HOUR', 'MAX_CONNECTIONS_PER_HOUR', 'MAX_USER_CONNECTIONS'];

function clauseText(name: ClauseName, from: AccountClauses, to: AccountClauses): string {
  const text = to[name] ?? '';
  switch (name) {
    case 'resources':
      return `WITH ${limits.map((limit) => `${limit} ${new RegExp(`${limit} (\\d+)`).exec(text)?.[1] ?? '0'}`).join(' ')}`;
    case 'failed-logins':
      return text || 'FAILED_LOGIN_ATTEMPTS 0';
    case 'lock-time':
      return text || 'PASSWORD_LOCK_TIME 0';
    case 'attribute':
      return attributePatch(from.attribute, to.attribute);
    case 'sign-in':
      // Without AS the password would expire with it.
      return / AS /i.test(text) ? text : `${text} AS ''`;
    case 'default-role':
    case 'require':
    case 'expire':
    case 'lifetime':
    case 'lock':
    case 'history':
    case 'reuse':
    case 'require-current':
      return text;
  }
}

/** ATTRIBUTE is merged into what is there: what shall go is named with null. */
function attributePatch(from: string | undefined, to: string | undefined): string {
  const before = attributes(from);
  const patch = { ...Object.fromEntries(Object.keys(before).map((key) => [key, null])), ...attributes(to) };
  return `ATTRIBUTE '${JSON.stringify(patch).replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

const mode = sqlMode('', '8.0.22');

function attributes(clause: string | undefined): Record<string, unknown> {
  if (clause === undefined) return {};
  const value: unknown = JSON.parse(decodeString(clause.replace(/^ATTRIBUTE\s+/, ''), mode));
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
