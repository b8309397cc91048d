// Onboarding: the statements a DBA runs for the accounts of a cluster, and whether each thing they need works on the target.
import { Injectable } from '@nestjs/common';
import { credentialPurposeSchema, type ClusterCheck, type CredentialPurpose, type Dialect } from '@sluice/contracts';
import { checkPrivileges, requiredGrants } from '@sluice/mysql';
import { DataSource } from 'typeorm';
import type { Actor } from '../access/actor.js';
import { AuditLog } from '../audit/audit-log.js';
import { Transactions } from '../database/transactions.js';
import { CredentialEntity } from './credential.entity.js';
import { ShardEntity } from './shard.entity.js';
import { TargetDirectory } from './target-directory.js';

/** Suggested where no account is set yet. */
const suggestedAccount: Readonly<Record<CredentialPurpose, string>> = {
  reader: 'sluice_reader',
  executor: 'sluice_executor',
  grantor: 'sluice_grantor',
};

@Injectable()
export class CheckCluster {
  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: TargetDirectory,
    private readonly transactions: Transactions,
    private readonly audit: AuditLog,
  ) {}

  async check(actor: Actor, clusterId: number, dialect: Dialect): Promise<ClusterCheck[]> {
    const shards = await this.dataSource.manager.findBy(ShardEntity, { clusterId });
    const schemas = [...new Set(shards.map(({ schema }) => schema))].sort();
    const checks: ClusterCheck[] = [];
    for (const purpose of credentialPurposeSchema.options) {
      checks.push(await this.checkAccount(clusterId, purpose, schemas, dialect));
    }
    await this.record(actor, clusterId, checks);
    return checks;
  }

  private async checkAccount(
    clusterId: number,
    purpose: CredentialPurpose,
    schemas: readonly string[],
    dialect: Dialect,
  ): Promise<ClusterCheck> {
    const credential = await this.dataSource.manager.findOneBy(CredentialEntity, { clusterId, purpose });
    const user = credential?.username ?? suggestedAccount[purpose];
    const grants = requiredGrants(purpose, { user, host: '%' }, schemas, dialect);
    if (credential === null) return { purpose, grants, results: [accountNotSet] };
    const target = { ...(await this.directory.clusterConnection(clusterId, purpose)), schema: null };
    return { purpose, grants, results: [...(await checkPrivileges(target, purpose, schemas))] };
  }

  private record(actor: Actor, clusterId: number, checks: readonly ClusterCheck[]): Promise<void> {
    const missing = checks.flatMap(({ results }) => results).filter(({ ok }) => !ok).length;
    return this.transactions.run((manager) =>
      this.audit.record(manager, {
        actorId: actor.accountId,
        action: 'cluster.checked',
        subject: { type: 'cluster', id: clusterId },
        params: { missing },
      }),
    );
  }
}

const accountNotSet = { code: 'account-not-set', ok: false, remedy: null, message: null };
