// Who acts: read afresh for each request, so that a changed role or a disabled account holds at once.
import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Role } from '@sluice/contracts';
import type { SignedInRequest } from './signed-in-request.js';

export interface RoleGrant {
  readonly role: Role;
  /** null: for every team. */
  readonly teamId: number | null;
}

export interface Actor {
  readonly accountId: number;
  readonly login: string;
  readonly name: string;
  readonly grants: readonly RoleGrant[];
}

export const PUBLIC = 'sluice:public';

/** Opens a handler to people who are not signed in; without it the session guard refuses them. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true);

/** The signed-in person, in a handler that is not `@Public()`. */
export const CurrentActor = createParamDecorator((_data: unknown, context: ExecutionContext): Actor => {
  const { session } = context.switchToHttp().getRequest<SignedInRequest>();
  if (session === undefined) throw new Error('@CurrentActor() needs a handler that is not @Public()');
  return session.actor;
});
