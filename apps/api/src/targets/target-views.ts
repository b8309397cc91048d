// Environments, clusters and target databases as the pages show them, as far as the actor's roles reach.
import { Injectable } from '@nestjs/common';
import type { ClusterView, EnvironmentView, TargetDatabaseView } from '@sluice/contracts';
import { DataSource, In, IsNull, Not, type FindOptionsWhere } from 'typeorm';
import type { Actor } from '../access/actor.js';
import { can, scopeOf, type Action } from '../access/can.js';
import { TeamEntity } from '../access/team.entity.js';
import { ProblemError } from '../http/problem-error.js';
import { ClusterEntity } from './cluster.entity.js';
import { CredentialEntity } from './credential.entity.js';
import { EnvironmentEntity } from './environment.entity.js';
import { InstanceEntity } from './instance.entity.js';
import { ShardEntity } from './shard.entity.js';
import { TargetDatabaseEntity } from './target-database.entity.js';

@Injectable()
export class TargetViews {
  constructor(private readonly dataSource: DataSource) {}

  async environments(): Promise<EnvironmentView[]> {
    const rows = await this.dataSource.manager.find(EnvironmentEntity, { order: { name: 'ASC' } });
    return rows.map(environmentView);
  }

  clusters(actor: Actor): Promise<ClusterView[]> {
    return this.clusterViews(inScope(actor, 'cluster.read'));
  }

  /** @throws ProblemError `not-found` */
  async cluster(id: number): Promise<ClusterView> {
    const [view] = await this.clusterViews({ id });
    if (view === undefined) throw new ProblemError('not-found');
    return view;
  }

  databases(actor: Actor): Promise<TargetDatabaseView[]> {
    return this.databaseViews(actor, inScope(actor, 'target-database.read'));
  }

  /** @throws ProblemError `not-found` */
  async database(actor: Actor, id: number): Promise<TargetDatabaseView> {
    const [view] = await this.databaseViews(actor, { id });
    if (view === undefined) throw new ProblemError('not-found');
    return view;
  }

  private async clusterViews(where: FindOptionsWhere<ClusterEntity>): Promise<ClusterView[]> {
    const { manager } = this.dataSource;
    const clusters = await manager.find(ClusterEntity, { where, order: { name: 'ASC' } });
    const clusterId = In(clusters.map(({ id }) => id));
    const [environments, teams, instances, credentials, withCa] = await Promise.all([
      this.environmentsById(),
      this.teamsById(),
      manager.find(InstanceEntity, { where: { clusterId }, order: { id: 'ASC' } }),
      manager.find(CredentialEntity, { where: { clusterId }, order: { purpose: 'ASC' } }),
      manager.find(ClusterEntity, { select: { id: true }, where: { id: clusterId, tlsCa: Not(IsNull()) } }).then(idsOf),
    ]);
    return clusters.map((cluster) => ({
      id: cluster.id,
      name: cluster.name,
      dialect: cluster.dialect,
      tls: { mode: cluster.tlsMode, hasCa: withCa.has(cluster.id) },
      environment: known(environments, cluster.environmentId),
      team: known(teams, cluster.teamId),
      instances: instances
        .filter((instance) => instance.clusterId === cluster.id)
        .map(({ id, host, port, role }) => ({ id, host, port, role })),
      credentials: credentials
        .filter((credential) => credential.clusterId === cluster.id)
        .map(({ purpose, username, keyId }) => ({ purpose, username, keyId })),
      images:
        cluster.imagesBytes === null || cluster.imagesSeenAt === null
          ? null
          : {
              bytes: cluster.imagesBytes,
              unknown: cluster.imagesUnknownBytes ?? 0,
              seenAt: cluster.imagesSeenAt.toISOString(),
            },
    }));
  }

  private async databaseViews(
    actor: Actor,
    where: FindOptionsWhere<TargetDatabaseEntity>,
  ): Promise<TargetDatabaseView[]> {
    const { manager } = this.dataSource;
    const databases = await manager.find(TargetDatabaseEntity, { where, order: { name: 'ASC' } });
    const [environments, teams, images, shards, clusters] = await Promise.all([
      this.environmentsById(),
      this.teamsById(),
      this.imagesByDatabase(),
      manager.find(ShardEntity, {
        where: { targetDatabaseId: In(databases.map(({ id }) => id)) },
        order: { id: 'ASC' },
      }),
      manager.find(ClusterEntity),
    ]);
    const clusterNames = new Map(clusters.map(({ id, name }) => [id, name]));
    const byDatabase = Map.groupBy(shards, (shard) => shard.targetDatabaseId);
    return databases.map(({ id, name, environmentId, teamId }) => ({
      id,
      name,
      environment: known(environments, environmentId),
      team: known(teams, teamId),
      shards: (byDatabase.get(id) ?? []).map((shard) => ({
        id: shard.id,
        name: shard.name,
        clusterName: known(clusterNames, shard.clusterId),
        schema: shard.schema,
      })),
      imagesBytes: images.get(id) ?? 0,
      mayFile: can(actor, 'change-request.file', { teamId, requesterId: actor.accountId }).allowed,
    }));
  }

  private async imagesByDatabase(): Promise<ReadonlyMap<number, number>> {
    const rows = await this.dataSource.query<{ id: number; bytes: string }[]>(
      `SELECT s.target_database_id AS id, SUM(e.images_bytes) AS bytes FROM execution e JOIN shard s ON s.id = e.shard_id
        WHERE e.images_bytes > 0 GROUP BY s.target_database_id`,
    );
    return new Map(rows.map(({ id, bytes }) => [Number(id), Number(bytes)]));
  }

  private async environmentsById(): Promise<Map<number, EnvironmentView>> {
    return new Map((await this.environments()).map((environment) => [environment.id, environment]));
  }

  private async teamsById(): Promise<Map<number, { id: number; name: string }>> {
    const teams = await this.dataSource.manager.find(TeamEntity);
    return new Map(teams.map(({ id, name }) => [id, { id, name }]));
  }
}

function environmentView({ id, name, production, imagesKeptDays }: EnvironmentEntity): EnvironmentView {
  return { id, name, production, imagesKeptDays };
}

function idsOf(rows: readonly { id: number }[]): ReadonlySet<number> {
  return new Set(rows.map(({ id }) => id));
}

function inScope(actor: Actor, action: Action): { teamId?: ReturnType<typeof In<number>> } {
  const { teamIds } = scopeOf(actor, action);
  return teamIds === 'all' ? {} : { teamId: In([...teamIds]) };
}

function known<T>(byId: ReadonlyMap<number, T>, id: number): T {
  const found = byId.get(id);
  if (found === undefined) throw new Error(`a foreign key points to nothing: ${id}`);
  return found;
}
