// The signed-in person. Pages under the shell always have one: the route asked before it rendered.
import type { Me, Role } from '@sluice/contracts';
import { useSuspenseQuery } from '@tanstack/react-query';
import { meQuery } from '../api/access';

export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

export function hasRole(me: Me, ...roles: readonly Role[]): boolean {
  return me.grants.some((grant) => roles.includes(grant.role));
}

/** Whether anything can be filed: by the same roles as the API asks for. */
export function files(me: Me): boolean {
  return hasRole(me, 'developer', 'approver', 'dba');
}
