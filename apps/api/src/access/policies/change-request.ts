import type { Role } from '@sluice/contracts';
import { policyOf, type TeamResource } from '../policy.js';
import type { Actor } from '../actor.js';

export interface ChangeRequestResource extends TeamResource {
  readonly requesterId: number;
}

const notOwn = (actor: Actor, request: ChangeRequestResource) =>
  request.requesterId === actor.accountId ? ('own-request' as const) : null;
const ownOnly = (actor: Actor, request: ChangeRequestResource) =>
  request.requesterId === actor.accountId ? null : ('not-allowed' as const);
/** Taking a change back is for who asked for it, and for those who may agree to changes of the team. */
const ownOrApprover = (actor: Actor, request: ChangeRequestResource) => ownOr(['approver', 'dba'], actor, request);
/** Stopping one too: on-call sees what it does to the target. */
const ownOrKeeper = (actor: Actor, request: ChangeRequestResource) =>
  ownOr(['approver', 'dba', 'oncall'], actor, request);

function ownOr(roles: readonly Role[], actor: Actor, { teamId, requesterId }: ChangeRequestResource) {
  const has = actor.grants.some(
    (grant) => roles.includes(grant.role) && (grant.teamId === null || grant.teamId === teamId),
  );
  return has || requesterId === actor.accountId ? null : ('not-allowed' as const);
}

export const changeRequestPolicy = policyOf<ChangeRequestResource>()({
  'change-request.read': { roles: ['developer', 'approver', 'dba', 'oncall', 'auditor', 'admin'] },
  'change-request.file': { roles: ['developer', 'approver', 'dba'] },
  'change-request.approve': { roles: ['approver', 'dba'], refuse: notOwn },
  'change-request.reject': { roles: ['approver', 'dba'], refuse: notOwn },
  'change-request.revise': { roles: ['developer', 'approver', 'dba'], refuse: ownOnly },
  'change-request.cancel': { roles: ['developer', 'approver', 'dba'], refuse: ownOnly },
  'change-request.rollback': { roles: ['developer', 'approver', 'dba'], refuse: ownOrApprover },
  'change-request.stop': { roles: ['developer', 'approver', 'dba', 'oncall'], refuse: ownOrKeeper },
  'change-request.continue': { roles: ['developer', 'approver', 'dba'], refuse: ownOrApprover },
  'change-request.verify': { roles: ['developer', 'approver', 'dba', 'oncall'] },
  'change-request.read-script': { roles: ['developer', 'approver', 'dba', 'oncall', 'auditor'] },
});
