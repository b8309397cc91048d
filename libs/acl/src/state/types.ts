// What an account is and has, as its server tells it: SHOW CREATE USER and SHOW GRANTS, cut into items that can be added and taken one by one.
import type { AccountName } from '../account.js';
import type { Level } from '../read/types.js';

export type AccessItem =
  | {
      readonly type: 'privilege';
      readonly level: Level;
      /** Upper case, e.g. `SELECT`, `BACKUP_ADMIN`; `GRANT OPTION` where the privileges of the level may be passed on. */
      readonly privilege: string;
      readonly column: string | null;
      /** Of a dynamic privilege: it may be passed on (for the others that is the level's GRANT OPTION). */
      readonly grantable: boolean;
      /** A partial revoke: what the account has on `*.*` does not hold in this schema. */
      readonly restricted: boolean;
    }
  | { readonly type: 'role'; readonly role: AccountName; readonly admin: boolean }
  | { readonly type: 'proxy'; readonly proxied: AccountName; readonly grantable: boolean };

/** The parts of SHOW CREATE USER, in the order in which it writes them. */
export const clauseNames = [
  'sign-in',
  'default-role',
  'require',
  'resources',
  'expire',
  // Of an expired password, which hides it in SHOW CREATE USER: how long the next one lasts.
  'lifetime',
  'lock',
  'history',
  'reuse',
  'require-current',
  'failed-logins',
  'lock-time',
  'attribute',
] as const;
export type ClauseName = (typeof clauseNames)[number];

/** Verbatim; a clause that the server leaves out is not there. */
export type AccountClauses = Readonly<Partial<Record<ClauseName, string>>>;

export interface AccountState {
  readonly account: AccountName;
  /** Undefined: there is no such account. */
  readonly clauses: AccountClauses | undefined;
  readonly items: readonly AccessItem[];
}
