import type { Role } from '@sluice/contracts';
import type { Actor } from '../../access/actor.js';

/** The roles that someone has in a team, by grants for it or for every team. */
export function rolesIn(actor: Pick<Actor, 'grants'>, teamId: number): Role[] {
  const grants = actor.grants.filter((grant) => grant.teamId === null || grant.teamId === teamId);
  return [...new Set(grants.map((grant) => grant.role))];
}
