// What a statement about access names: enough to read the states of its accounts, to clone its objects and to write it anew for other names. What it
// does is not read out of the text: the states before and after say that.
import type { AccountName, Level } from '@sluice/contracts';
import type { Range, Statement } from '@sluice/sql';

export type AccessKind =
  | 'grant-privileges'
  | 'revoke-privileges'
  | 'revoke-all'
  | 'grant-roles'
  | 'revoke-roles'
  | 'grant-proxy'
  | 'revoke-proxy'
  | 'create-user'
  | 'alter-user'
  | 'drop-user'
  | 'create-role'
  | 'drop-role'
  | 'rename-user'
  | 'set-default-role'
  | 'set-password';

/** `subject`: what it has changes. `role`: it is given, taken or made a default. `proxied`: others may act as it. `new-name`: of a renamed one. */
export type AccountUse = 'subject' | 'role' | 'proxied' | 'new-name';

export interface AccountReference extends AccountName {
  readonly use: AccountUse;
  readonly range: Range;
}

export type ObjectType = Exclude<Level['type'], 'global' | 'schema'>;

/** A level as the text names it; `schema` undefined where the selected one is meant. */
export type NamedLevel =
  | { readonly type: 'global' }
  | { readonly type: 'schema'; readonly schema: string | undefined; readonly range: Range }
  | { readonly type: ObjectType; readonly schema: string | undefined; readonly name: string; readonly range: Range };

export interface AccessStatement {
  readonly kind: AccessKind;
  readonly statement: Statement;
  readonly accounts: readonly AccountReference[];
  readonly level: NamedLevel | undefined;
  /** Strings with a password in clear text, or a part of one. */
  readonly secrets: readonly Range[];
  /** RETAIN CURRENT PASSWORD, DISCARD OLD PASSWORD: no state tells of a second password, so none leads back to it. */
  readonly touchesOldPassword: boolean;
  /** RANDOM PASSWORD: the server tells it once, to whoever runs the statement. */
  readonly asksForPassword: boolean;
}

export type AccessRefusalCode =
  | 'access-kind-unknown'
  | 'access-syntax-not-understood'
  /** CURRENT_USER would be the account that Sluice runs changes with. */
  | 'access-names-current-user'
  /** SET ROLE and the like: gone with the session. */
  | 'access-of-session-only';

export type AccessResult =
  | { readonly ok: true; readonly access: AccessStatement }
  | { readonly ok: false; readonly refusal: AccessRefusalCode; readonly range: Range | undefined };
