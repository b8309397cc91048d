// The shape of a policy: which roles may do an action, and over what. One file per noun in policies/.
import type { ProblemCode, Role } from '@sluice/contracts';
import type { Actor } from './actor.js';

/** What a decision is about. `teamId` null: it belongs to no team, so only a grant for every team reaches it. */
export interface TeamResource {
  readonly teamId: number | null;
}

export interface Rule<Resource extends TeamResource = TeamResource> {
  readonly roles: readonly Role[];
  /** A reason to refuse someone whose role would do; null when there is none. */
  readonly refuse?: (actor: Actor, resource: Resource) => ProblemCode | null;
}

/** A policy whose actions keep their names and their resource in the type. */
export function policyOf<Resource extends TeamResource>() {
  return <const Actions extends string>(rules: Readonly<Record<Actions, Rule<Resource>>>) => rules;
}
