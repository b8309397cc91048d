import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  registerTargetDatabaseSchema,
  schemaOutlineSchema,
  targetDatabaseViewSchema,
  type RegisterTargetDatabase,
  type SchemaOutline,
  type TargetDatabaseView,
} from '@sluice/contracts';
import { CurrentActor, type Actor } from '../access/actor.js';
import { authorize, authorizeSeen } from '../access/can.js';
import { Idempotent } from '../http/idempotency.js';
import { idSchema } from '../http/id-schema.js';
import { listOf, type List } from '../http/list.js';
import { RegisterTargets } from './register-targets.js';
import { SchemaOutlines } from './schema-outlines.js';
import { TargetDirectory } from './target-directory.js';
import { TargetViews } from './target-views.js';

@ApiTags('targets')
@Controller('target-databases')
export class TargetDatabasesController {
  constructor(
    private readonly views: TargetViews,
    private readonly register: RegisterTargets,
    private readonly directory: TargetDirectory,
    private readonly outlines: SchemaOutlines,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: listOf(targetDatabaseViewSchema) })
  async list(@CurrentActor() actor: Actor): Promise<List<TargetDatabaseView>> {
    return { items: await this.views.databases(actor) };
  }

  @Post()
  @Idempotent()
  @ApiCreatedResponse({ standardSchema: targetDatabaseViewSchema })
  async create(
    @CurrentActor() actor: Actor,
    @Body({ schema: registerTargetDatabaseSchema }) body: RegisterTargetDatabase,
  ): Promise<TargetDatabaseView> {
    authorize(actor, 'target-database.register', { teamId: body.teamId });
    // Whoever may file on the new target database acts by the cluster's accounts: the cluster's team must agree too.
    for (const { clusterId } of body.shards) {
      const { team } = await this.views.cluster(clusterId);
      authorizeSeen(actor, 'cluster.read', 'cluster.set-credential', { teamId: team.id });
    }
    return this.views.database(actor, await this.register.targetDatabase(actor, body));
  }

  @Get(':id/outline')
  @ApiOkResponse({ standardSchema: schemaOutlineSchema })
  async outline(@CurrentActor() actor: Actor, @Param('id', { schema: idSchema }) id: number): Promise<SchemaOutline> {
    const { team } = await this.directory.database(id);
    authorizeSeen(actor, 'target-database.read', 'target-database.outline', { teamId: team.id });
    return this.outlines.of(id);
  }
}
