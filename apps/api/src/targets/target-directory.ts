// Where target databases are and how to reach them: what the rest of the application asks about targets.
import { Injectable, Logger } from '@nestjs/common';
import type { CredentialPurpose, Dialect } from '@sluice/contracts';
import type { Target } from '@sluice/mysql';
import { DataSource } from 'typeorm';
import { TeamEntity } from '../access/team.entity.js';
import { describeError } from '../database/database-error.js';
import { ProblemError } from '../http/problem-error.js';
import { ClusterEntity } from './cluster.entity.js';
import { CredentialVault } from './credential-vault.js';
import { CredentialEntity } from './credential.entity.js';
import { EnvironmentEntity } from './environment.entity.js';
import { InstanceEntity } from './instance.entity.js';
import { ShardEntity } from './shard.entity.js';
import { TargetDatabaseEntity } from './target-database.entity.js';

export interface TargetDatabase {
  readonly id: number;
  readonly name: string;
  readonly environment: { readonly id: number; readonly name: string; readonly production: boolean };
  readonly team: { readonly id: number; readonly name: string };
}

export interface Shard {
  readonly id: number;
  readonly name: string;
  readonly clusterId: number;
  readonly schema: string;
}

/** As connectTarget of @sluice/mysql takes them. */
export interface TargetConnectionOptions extends Target {
  readonly schema: string;
  readonly dialect: Dialect;
}

@Injectable()
export class TargetDirectory {
  private readonly logger = new Logger(TargetDirectory.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly vault: CredentialVault,
  ) {}

  /** @throws ProblemError `not-found` */
  async database(id: number): Promise<TargetDatabase> {
    const { manager } = this.dataSource;
    const row = await manager.findOneBy(TargetDatabaseEntity, { id });
    if (row === null) throw new ProblemError('not-found');
    const [environment, team] = await Promise.all([
      manager.findOneByOrFail(EnvironmentEntity, { id: row.environmentId }),
      manager.findOneByOrFail(TeamEntity, { id: row.teamId }),
    ]);
    return {
      id: row.id,
      name: row.name,
      environment: { id: environment.id, name: environment.name, production: environment.production },
      team: { id: team.id, name: team.name },
    };
  }

  /** The shards of a target database, in the order in which they were registered. */
  async shards(targetDatabaseId: number): Promise<Shard[]> {
    const rows = await this.dataSource.manager.find(ShardEntity, {
      where: { targetDatabaseId },
      order: { id: 'ASC' },
    });
    return rows.map(({ id, name, clusterId, schema }) => ({ id, name, clusterId, schema }));
  }

  /** How to reach a shard's writer. The answer holds a password: it goes to the driver and nowhere else. @throws ProblemError */
  async connectionOptions(shardId: number, purpose: CredentialPurpose): Promise<TargetConnectionOptions> {
    const shard = await this.dataSource.manager.findOneBy(ShardEntity, { id: shardId });
    if (shard === null) throw new ProblemError('not-found');
    return { ...(await this.clusterConnection(shard.clusterId, purpose)), schema: shard.schema };
  }

  /** How to reach a cluster's writer without a schema. @throws ProblemError */
  async clusterConnection(
    clusterId: number,
    purpose: CredentialPurpose,
  ): Promise<Omit<TargetConnectionOptions, 'schema'>> {
    const { manager } = this.dataSource;
    const [cluster, writer, credential] = await Promise.all([
      manager.findOne(ClusterEntity, {
        where: { id: clusterId },
        select: { id: true, dialect: true, tlsMode: true, tlsCa: true },
      }),
      manager.findOneBy(InstanceEntity, { clusterId, role: 'writer' }),
      manager.findOne(CredentialEntity, {
        where: { clusterId, purpose },
        select: { clusterId: true, purpose: true, username: true, keyId: true, secret: true },
      }),
    ]);
    if (cluster === null || writer === null) throw new ProblemError('not-found');
    if (credential === null) throw new ProblemError('target-unavailable', { message: 'account-not-set' });
    return {
      host: writer.host,
      port: writer.port,
      user: credential.username,
      password: this.passwordOf(credential),
      dialect: cluster.dialect,
      tls: { mode: cluster.tlsMode, ca: cluster.tlsCa },
    };
  }

  // A key that was taken out of the keyring: nothing is sent anywhere, and an administrator can mend it.
  private passwordOf(credential: CredentialEntity): string {
    try {
      return this.vault.open(credential, credential);
    } catch (error) {
      this.logger.error(
        `the ${credential.purpose} account of cluster ${credential.clusterId}: ${describeError(error)}`,
      );
      throw new ProblemError('target-unavailable', { message: 'credential-unreadable' });
    }
  }
}
