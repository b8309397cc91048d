import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CheckCluster } from './check-cluster.js';
import { ClusterEntity } from './cluster.entity.js';
import { ClustersController } from './clusters.controller.js';
import { CredentialVault } from './credential-vault.js';
import { CredentialEntity } from './credential.entity.js';
import { EnvironmentEntity } from './environment.entity.js';
import { EnvironmentsController } from './environments.controller.js';
import { InstanceEntity } from './instance.entity.js';
import { RegisterTargets } from './register-targets.js';
import { SchemaOutlines } from './schema-outlines.js';
import { ShardEntity } from './shard.entity.js';
import { TargetDatabaseEntity } from './target-database.entity.js';
import { TargetDatabasesController } from './target-databases.controller.js';
import { TargetDirectory } from './target-directory.js';
import { TargetViews } from './target-views.js';

const entities = [
  ...[ClusterEntity, InstanceEntity, CredentialEntity, EnvironmentEntity],
  ...[TargetDatabaseEntity, ShardEntity],
];

/** Where targets are and how to reach them, for every process. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature(entities)],
  providers: [CredentialVault, TargetDirectory],
  exports: [CredentialVault, TargetDirectory],
})
export class TargetsModule {}

@Module({
  controllers: [EnvironmentsController, ClustersController, TargetDatabasesController],
  providers: [TargetViews, RegisterTargets, CheckCluster, SchemaOutlines],
})
export class TargetsHttpModule {}
