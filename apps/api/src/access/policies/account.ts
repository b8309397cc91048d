import { policyOf, type TeamResource } from '../policy.js';
import type { Actor } from '../actor.js';

export interface AccountResource extends TeamResource {
  readonly accountId: number | null;
}

// An administrator who locks themselves out, or is tricked into widening their own grants, is nobody's wish.
const notOneself = (actor: Actor, account: AccountResource) =>
  account.accountId === actor.accountId ? ('not-allowed' as const) : null;

export const accountPolicy = policyOf<AccountResource>()({
  'account.read': { roles: ['admin', 'auditor'] },
  'account.create': { roles: ['admin'] },
  'account.disable': { roles: ['admin'], refuse: notOneself },
  'account.reset-password': { roles: ['admin'], refuse: notOneself },
  'account.grant': { roles: ['admin'], refuse: notOneself },
});
