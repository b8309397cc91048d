// The gate before every handler: nobody passes who is not signed in, unless the handler is `@Public()`, and nothing
// is changed by a request that another site's page has sent.
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { APP_CONFIG, type AppConfig } from '../config/app-config.js';
import { ProblemError } from '../http/problem-error.js';
import { PUBLIC, WITH_TEMPORARY_PASSWORD } from './actor.js';
import { fromOwnPages } from './same-origin.js';
import { csrfTokenOf, sameSecret } from './secret-token.js';
import { sessionTokenOf } from './session-cookie.js';
import { Sessions } from './sessions.js';
import type { SignedInRequest } from './signed-in-request.js';

const safeMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    const changes = !safeMethods.includes(request.method);
    if (changes && !this.fromOwnPages(request)) throw new ProblemError('csrf');
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC, [context.getHandler(), context.getClass()])) return true;

    const token = sessionTokenOf(request, this.config);
    const session = token === null ? null : await this.sessions.findByToken(token);
    if (token === null || session === null) throw new ProblemError('not-signed-in');
    const csrfToken = csrfTokenOf(token);
    if (changes && !sameSecret(request.get('x-csrf-token') ?? '', csrfToken)) throw new ProblemError('csrf');
    if (session.mustChangePassword && !this.reflector.get<boolean>(WITH_TEMPORARY_PASSWORD, context.getHandler())) {
      throw new ProblemError('password-change-needed');
    }
    request.session = { ...session, csrfToken };
    return true;
  }

  private fromOwnPages(request: SignedInRequest): boolean {
    return fromOwnPages({
      fetchSite: request.get('sec-fetch-site'),
      origin: request.get('origin'),
      publicOrigin: this.config.publicUrl.origin,
    });
  }
}
