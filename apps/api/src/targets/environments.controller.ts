import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  createEnvironmentSchema,
  environmentViewSchema,
  setImagesKeptSchema,
  type CreateEnvironment,
  type EnvironmentView,
  type SetImagesKept,
} from '@sluice/contracts';
import { CurrentActor, type Actor } from '../access/actor.js';
import { authorize, canSomewhere } from '../access/can.js';
import { idSchema } from '../http/id-schema.js';
import { Idempotent } from '../http/idempotency.js';
import { listOf, type List } from '../http/list.js';
import { ProblemError } from '../http/problem-error.js';
import { RegisterTargets } from './register-targets.js';
import { TargetViews } from './target-views.js';

@ApiTags('targets')
@Controller('environments')
export class EnvironmentsController {
  constructor(
    private readonly views: TargetViews,
    private readonly register: RegisterTargets,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: listOf(environmentViewSchema) })
  async list(@CurrentActor() actor: Actor): Promise<List<EnvironmentView>> {
    // Environments belong to no team; whoever may see target databases sees their environments with them.
    if (!canSomewhere(actor, 'target-database.read')) {
      throw new ProblemError('not-allowed', { action: 'target-database.read' });
    }
    return { items: await this.views.environments() };
  }

  @Post()
  @Idempotent()
  @ApiCreatedResponse({ standardSchema: environmentViewSchema })
  create(
    @CurrentActor() actor: Actor,
    @Body({ schema: createEnvironmentSchema }) body: CreateEnvironment,
  ): Promise<EnvironmentView> {
    authorize(actor, 'environment.create', { teamId: null });
    return this.register.environment(actor, body);
  }

  @Put(':id/images-kept')
  @HttpCode(204)
  async imagesKept(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: idSchema }) id: number,
    @Body({ schema: setImagesKeptSchema }) body: SetImagesKept,
  ): Promise<void> {
    authorize(actor, 'environment.set-images-kept', { teamId: null });
    await this.register.imagesKept(actor, id, body);
  }
}
