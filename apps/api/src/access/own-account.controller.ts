import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  changePasswordSchema,
  meSchema,
  sessionViewSchema,
  updateMeSchema,
  type ChangePassword as Change,
  type Me,
  type SessionView,
  type UpdateMe,
} from '@sluice/contracts';
import { idSchema } from '../http/id-schema.js';
import { listOf, type List } from '../http/list.js';
import { ProblemError } from '../http/problem-error.js';
import { CurrentSessionOf, WithTemporaryPassword } from './actor.js';
import { ChangePassword } from './change-password.js';
import { clientOf } from './client-of.js';
import { OwnAccount } from './own-account.js';
import { People } from './people.js';
import { Sessions } from './sessions.js';
import type { CurrentSession, SignedInRequest } from './signed-in-request.js';

/** What everyone may see and do of their own account. */
@ApiTags('auth')
@Controller('auth')
export class OwnAccountController {
  constructor(
    private readonly sessions: Sessions,
    private readonly ownAccount: OwnAccount,
    private readonly passwords: ChangePassword,
    private readonly people: People,
  ) {}

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
}
