// Who acts: read afresh for each request, so that a changed role or a disabled account holds at once.
import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { ApiSecurity } from '@nestjs/swagger';
import type { Role } from '@sluice/contracts';
import type { CurrentSession, SignedInRequest } from './signed-in-request.js';

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
export const Public = (): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(PUBLIC, true), ApiSecurity({}));

export const WITH_TEMPORARY_PASSWORD = 'sluice:with-temporary-password';

/** What someone may do who has yet to change the password that an administrator gave: little more than that. */
export const WithTemporaryPassword = (): MethodDecorator => SetMetadata(WITH_TEMPORARY_PASSWORD, true);

/** The session of the request, in a handler that is not `@Public()`. */
export const CurrentSessionOf = createParamDecorator((_data: unknown, context: ExecutionContext) => sessionOf(context));

/** The signed-in person, in a handler that is not `@Public()`. */
export const CurrentActor = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => sessionOf(context).actor,
);

function sessionOf(context: ExecutionContext): CurrentSession {
  const { session } = context.switchToHttp().getRequest<SignedInRequest>();
  if (session === undefined) throw new Error('there is no session in a handler that is @Public()');
  return session;
}
