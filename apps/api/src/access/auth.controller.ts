import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  demoLoginSchema,
  meSchema,
  setUpSchema,
  signInSchema,
  type DemoLogin,
  type Me,
  type SetUp,
  type SignIn as Credentials,
} from '@sluice/contracts';
import type { Response } from 'express';
import { z } from 'zod';
import { APP_CONFIG, type AppConfig } from '../config/app-config.js';
import { ProblemError } from '../http/problem-error.js';
import { CurrentSessionOf, Public, WithTemporaryPassword } from './actor.js';
import { clientOf } from './client-of.js';
import { demoAccounts } from './demo-accounts.js';
import { FirstAdmin } from './first-admin.js';
import { OwnAccount } from './own-account.js';
import { People } from './people.js';
import { csrfTokenOf } from './secret-token.js';
import { sessionCookieName, sessionCookieOptions } from './session-cookie.js';
import { Sessions } from './sessions.js';
import { SignIn } from './sign-in.js';
import type { CurrentSession, SignedInRequest } from './signed-in-request.js';

@ApiTags('auth')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly signIns: SignIn,
    private readonly firstAdmin: FirstAdmin,
    private readonly sessions: Sessions,
    private readonly ownAccount: OwnAccount,
    private readonly people: People,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  @Public()
  @Post('sign-in')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: meSchema })
  async signIn(
    @Body({ schema: signInSchema }) body: Credentials,
    @Req() request: SignedInRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Me> {
    return this.enter(await this.signIns.signIn(body, clientOf(request)), response);
  }

  @Public()
  @Post('set-up')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: meSchema })
  async setUp(
    @Body({ schema: setUpSchema }) body: SetUp,
    @Req() request: SignedInRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Me> {
    const accountId = await this.firstAdmin.use(body);
    return this.enter(await this.signIns.openSession(accountId, clientOf(request)), response);
  }

  @WithTemporaryPassword()
  @Post('sign-out')
  @HttpCode(204)
  async signOut(
    @CurrentSessionOf() session: CurrentSession,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.ownAccount.endSession(session.actor, session.id, 'session.closed');
    response.clearCookie(sessionCookieName(this.config), sessionCookieOptions(this.config));
  }

  @Public()
  @Get('demo-logins')
  @ApiOkResponse({ standardSchema: z.array(demoLoginSchema) })
  demoLogins(): DemoLogin[] {
    if (!this.config.demo) throw new ProblemError('not-found');
    return demoAccounts.map(({ login, name, password, role }) => ({ login, name, password, roles: [role] }));
  }

  private async enter(token: string, response: Response): Promise<Me> {
    const session = await this.sessions.findByToken(token);
    if (session === null) throw new ProblemError('wrong-credentials');
    response.cookie(sessionCookieName(this.config), token, sessionCookieOptions(this.config));
    return this.people.me({ ...session, csrfToken: csrfTokenOf(token) });
  }
}
