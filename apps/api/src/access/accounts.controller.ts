import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  accountViewSchema,
  changeGrantSchema,
  createAccountSchema,
  temporaryPasswordSchema,
  type AccountView,
  type ChangeGrant,
  type CreateAccount,
  type TemporaryPassword,
} from '@sluice/contracts';
import { Idempotent } from '../http/idempotency.js';
import { idSchema } from '../http/id-schema.js';
import { listOf, type List } from '../http/list.js';
import { Accounts } from './accounts.js';
import { CurrentActor, type Actor } from './actor.js';
import { authorize } from './can.js';
import { ChangePassword } from './change-password.js';
import { People } from './people.js';

const everywhere = { teamId: null, accountId: null };

@ApiTags('accounts')
@Controller('accounts')
export class AccountsController {
  constructor(
    private readonly accounts: Accounts,
    private readonly passwords: ChangePassword,
    private readonly people: People,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: listOf(accountViewSchema) })
  async list(@CurrentActor() actor: Actor): Promise<List<AccountView>> {
    authorize(actor, 'account.read', everywhere);
    return { items: await this.people.accounts() };
  }

  @Post()
  @Idempotent()
  @ApiCreatedResponse({ standardSchema: accountViewSchema })
  async create(
    @CurrentActor() actor: Actor,
    @Body({ schema: createAccountSchema }) body: CreateAccount,
  ): Promise<AccountView> {
    authorize(actor, 'account.create', everywhere);
    return this.people.account(await this.accounts.create(actor, body));
  }

  @Post(':id/disable')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: accountViewSchema })
  async disable(@CurrentActor() actor: Actor, @Param('id', { schema: idSchema }) id: number): Promise<AccountView> {
    authorize(actor, 'account.disable', { teamId: null, accountId: id });
    await this.accounts.disable(actor, id);
    return this.people.account(id);
  }

  /** Not idempotent on purpose: a stored answer would keep the password. A repeat makes another one. */
  @Post(':id/password-reset')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: temporaryPasswordSchema })
  async resetPassword(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: idSchema }) id: number,
  ): Promise<TemporaryPassword> {
    authorize(actor, 'account.reset-password', { teamId: null, accountId: id });
    return { password: await this.passwords.reset(actor, id) };
  }

  @Post(':id/grants')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: accountViewSchema })
  async grant(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: idSchema }) id: number,
    @Body({ schema: changeGrantSchema }) body: ChangeGrant,
  ): Promise<AccountView> {
    authorize(actor, 'account.grant', { teamId: null, accountId: id });
    await this.accounts.grant(actor, id, body);
    return this.people.account(id);
  }

  @Delete(':id/grants')
  @ApiOkResponse({ standardSchema: accountViewSchema })
  async revoke(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: idSchema }) id: number,
    @Body({ schema: changeGrantSchema }) body: ChangeGrant,
  ): Promise<AccountView> {
    authorize(actor, 'account.grant', { teamId: null, accountId: id });
    await this.accounts.revoke(actor, id, body);
    return this.people.account(id);
  }
}
