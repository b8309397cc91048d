import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  changePasswordSchema,
  demoLoginSchema,
  meSchema,
  sessionViewSchema,
  setUpSchema,
  signInSchema,
  updateMeSchema,
  type ChangePassword as Change,
  type DemoLogin,
  type Me,
  type SessionView,
  type SetUp,
  type SignIn as Credentials,
  type UpdateMe,
} from '@sluice/contracts';
import type { Response } from 'express';
import { z } from 'zod';
import { APP_CONFIG, type AppConfig } from '../config/app-config.js';
import { idSchema } from '../http/id-schema.js';
import { listOf, type List } from '../http/list.js';
import { ProblemError } from '../http/problem-error.js';
import { CurrentSessionOf, Public, WithTemporaryPassword } from './actor.js';
import { ChangePassword } from './change-password.js';
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
    private readonly passwords: ChangePassword,
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

  @WithTemporaryPassword()
  @Get('me')
  @ApiOkResponse({ standardSchema: meSchema })
  me(@CurrentSessionOf() session: CurrentSession): Promise<Me> {
    return this.people.me(session);
  }

  @WithTemporaryPassword()
  @Patch('me')
  @ApiOkResponse({ standardSchema: meSchema })
  async updateMe(
    @CurrentSessionOf() session: CurrentSession,
    @Body({ schema: updateMeSchema }) body: UpdateMe,
  ): Promise<Me> {
    await this.ownAccount.update(session.actor, body);
    return this.people.me(session);
  }

  /** Every other session ends. */
  @WithTemporaryPassword()
  @Post('password')
  @HttpCode(204)
  async changePassword(
    @CurrentSessionOf() session: CurrentSession,
    @Body({ schema: changePasswordSchema }) body: Change,
    @Req() request: SignedInRequest,
  ): Promise<void> {
    await this.passwords.own(session, body, clientOf(request));
  }

  @Get('sessions')
  @ApiOkResponse({ standardSchema: listOf(sessionViewSchema) })
  async listSessions(@CurrentSessionOf() { actor, id }: CurrentSession): Promise<List<SessionView>> {
    return { items: await this.sessions.list(actor.accountId, id) };
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  async revoke(
    @CurrentSessionOf() { actor }: CurrentSession,
    @Param('id', { schema: idSchema }) id: number,
  ): Promise<void> {
    if (!(await this.ownAccount.endSession(actor, id, 'session.revoked'))) throw new ProblemError('not-found');
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
