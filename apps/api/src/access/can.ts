// Every decision about access goes through `can`; `scopeOf` is the same decision as a filter for lists.
import type { CodeParams, ProblemCode } from '@sluice/contracts';
import { ProblemError } from '../http/problem-error.js';
import type { Actor } from './actor.js';
import { policies, type Action } from './policies/index.js';
import type { Rule, TeamResource } from './policy.js';

export type { Action } from './policies/index.js';

type ResourceOf<A extends Action> = (typeof policies)[A] extends Rule<infer Resource> ? Resource : never;

export type Decision =
  { readonly allowed: true } | { readonly allowed: false; readonly code: ProblemCode; readonly params: CodeParams };

export interface Scope {
  readonly teamIds: readonly number[] | 'all';
}

/** May `actor` do `action` to `resource`? Denies what no rule allows. */
export function can<A extends Action>(actor: Actor, action: A, resource: ResourceOf<A>): Decision {
  const rule = ruleOf<ResourceOf<A>>(action);
  const reaches = actor.grants.some(
    (grant) => rule?.roles.includes(grant.role) && (grant.teamId === null || grant.teamId === resource.teamId),
  );
  if (rule === undefined || !reaches) return { allowed: false, code: 'not-allowed', params: { action } };
  const refusal = rule.refuse?.(actor, resource) ?? null;
  if (refusal === null) return { allowed: true };
  return { allowed: false, code: refusal, params: refusal === 'not-allowed' ? { action } : {} };
}

/** As `can`, but throws the refusal as a ProblemError. */
export function authorize<A extends Action>(actor: Actor, action: A, resource: ResourceOf<A>): void {
  const decision = can(actor, action, resource);
  if (!decision.allowed) throw new ProblemError(decision.code, decision.params);
}

/** As `authorize`, but what one may not even read is not there. */
export function authorizeSeen<R extends Action, A extends Action>(
  actor: Actor,
  read: R,
  action: A,
  resource: ResourceOf<R> & ResourceOf<A>,
): void {
  if (!can(actor, read, resource).allowed) throw new ProblemError('not-found');
  authorize(actor, action, resource);
}

/** The teams in which the actor's roles reach `action`: what a list may show. A rule's `refuse` is per row, so it is not here. */
export function scopeOf(actor: Actor, action: Action): Scope {
  const rule = ruleOf<TeamResource>(action);
  const reaching = actor.grants.filter((grant) => rule?.roles.includes(grant.role));
  if (reaching.some((grant) => grant.teamId === null)) return { teamIds: 'all' };
  return { teamIds: [...new Set(reaching.flatMap((grant) => (grant.teamId === null ? [] : [grant.teamId])))] };
}

/** Does the actor reach `action` for any team at all? For what belongs to no team but is for its people, as choices in forms. */
export function canSomewhere(actor: Actor, action: Action): boolean {
  const { teamIds } = scopeOf(actor, action);
  return teamIds === 'all' || teamIds.length > 0;
}

// Own properties only: an action named `toString` must not find a rule.
function ruleOf<Resource extends TeamResource>(action: string): Rule<Resource> | undefined {
  return Object.hasOwn(policies, action) ? (policies[action as Action] as unknown as Rule<Resource>) : undefined;
}
