import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  clusterCheckSchema,
  clusterViewSchema,
  registerClusterSchema,
  setCredentialSchema,
  setTlsSchema,
  type ClusterCheck,
  type ClusterView,
  type RegisterCluster,
  type SetCredential,
  type SetTls,
} from '@sluice/contracts';
import { z } from 'zod';
import { CurrentActor, type Actor } from '../access/actor.js';
import { authorize, authorizeSeen, type Action } from '../access/can.js';
import { Idempotent } from '../http/idempotency.js';
import { idSchema } from '../http/id-schema.js';
import { listOf, type List } from '../http/list.js';
import { CheckCluster } from './check-cluster.js';
import { RegisterTargets } from './register-targets.js';
import { TargetViews } from './target-views.js';

@ApiTags('targets')
@Controller('clusters')
export class ClustersController {
  constructor(
    private readonly views: TargetViews,
    private readonly register: RegisterTargets,
    private readonly checks: CheckCluster,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: listOf(clusterViewSchema) })
  async list(@CurrentActor() actor: Actor): Promise<List<ClusterView>> {
    return { items: await this.views.clusters(actor) };
  }

  @Post()
  @Idempotent()
  @ApiCreatedResponse({ standardSchema: clusterViewSchema })
  async create(
    @CurrentActor() actor: Actor,
    @Body({ schema: registerClusterSchema }) body: RegisterCluster,
  ): Promise<ClusterView> {
    authorize(actor, 'cluster.register', { teamId: body.teamId });
    return this.views.cluster(await this.register.cluster(actor, body));
  }

  @Put(':id/credentials')
  @HttpCode(204)
  async setCredential(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: idSchema }) id: number,
    @Body({ schema: setCredentialSchema }) body: SetCredential,
  ): Promise<void> {
    await this.reachable(actor, 'cluster.set-credential', id);
    await this.register.credential(actor, id, body);
  }

  @Put(':id/tls')
  @HttpCode(204)
  async setTls(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: idSchema }) id: number,
    @Body({ schema: setTlsSchema }) body: SetTls,
  ): Promise<void> {
    await this.reachable(actor, 'cluster.set-tls', id);
    await this.register.tls(actor, id, body);
  }

  @Get(':id/check')
  @ApiOkResponse({ standardSchema: z.array(clusterCheckSchema) })
  async check(@CurrentActor() actor: Actor, @Param('id', { schema: idSchema }) id: number): Promise<ClusterCheck[]> {
    const cluster = await this.reachable(actor, 'cluster.check', id);
    return this.checks.check(actor, id, cluster.dialect);
  }

  // A cluster that one may not even see is not there.
  private async reachable(
    actor: Actor,
    action: Extract<Action, `cluster.${string}`>,
    id: number,
  ): Promise<ClusterView> {
    const cluster = await this.views.cluster(id);
    authorizeSeen(actor, 'cluster.read', action, { teamId: cluster.team.id });
    return cluster;
  }
}
