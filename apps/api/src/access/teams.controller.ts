import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { createTeamSchema, teamViewSchema, type CreateTeam, type TeamView } from '@sluice/contracts';
import { Idempotent } from '../http/idempotency.js';
import { listOf, type List } from '../http/list.js';
import { CurrentActor, type Actor } from './actor.js';
import { authorize } from './can.js';
import { Teams } from './teams.js';

@ApiTags('teams')
@Controller('teams')
export class TeamsController {
  constructor(private readonly teams: Teams) {}

  @Get()
  @ApiOkResponse({ standardSchema: listOf(teamViewSchema) })
  async list(@CurrentActor() actor: Actor): Promise<List<TeamView>> {
    return { items: await this.teams.list(actor) };
  }

  @Post()
  @Idempotent()
  @ApiCreatedResponse({ standardSchema: teamViewSchema })
  create(@CurrentActor() actor: Actor, @Body({ schema: createTeamSchema }) body: CreateTeam): Promise<TeamView> {
    authorize(actor, 'team.create', { teamId: null });
    return this.teams.create(actor, body);
  }
}
