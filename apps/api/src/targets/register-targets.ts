// Registering environments, clusters with their accounts, and target databases. Each act is one transaction with its
// audit entry.
import { X509Certificate } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type {
  CreateEnvironment,
  EnvironmentView,
  RegisterCluster,
  RegisterTargetDatabase,
  SetCredential,
  SetImagesKept,
  SetTls,
} from '@sluice/contracts';
import { sluiceSchema } from '@sluice/rollback';
import { In, type EntityManager, type EntityTarget } from 'typeorm';
import type { Actor } from '../access/actor.js';
import { TeamEntity } from '../access/team.entity.js';
import { AuditLog, type AuditRecord } from '../audit/audit-log.js';
import { CLOCK, type Clock } from '../clock/clock.js';
import { isDuplicateKey } from '../database/database-error.js';
import { Transactions } from '../database/transactions.js';
import { ProblemError } from '../http/problem-error.js';
import { ClusterEntity } from './cluster.entity.js';
import { CredentialVault } from './credential-vault.js';
import { CredentialEntity } from './credential.entity.js';
import { EnvironmentEntity } from './environment.entity.js';
import { InstanceEntity } from './instance.entity.js';
import { ShardEntity } from './shard.entity.js';
import { TargetDatabaseEntity } from './target-database.entity.js';

@Injectable()
export class RegisterTargets {
  constructor(
    private readonly transactions: Transactions,
    private readonly vault: CredentialVault,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  environment(actor: Actor, { name, production, imagesKeptDays }: CreateEnvironment): Promise<EnvironmentView> {
    return this.named(name, async (manager) => {
      const { id } = await manager.save(EnvironmentEntity, {
        ...{ name, production, imagesKeptDays, createdAt: this.clock.now() },
      });
      await this.record(manager, actor, 'environment.created', { type: 'environment', id }, { name });
      return { id, name, production, imagesKeptDays };
    });
  }

  /** Of requests filed from now on; what ran is kept as it was promised. @throws ProblemError `not-found` */
  async imagesKept(actor: Actor, id: number, { imagesKeptDays: days }: SetImagesKept): Promise<void> {
    await this.transactions.run(async (manager) => {
      const environment = await manager.findOneBy(EnvironmentEntity, { id });
      if (environment === null) throw new ProblemError('not-found');
      await manager.update(EnvironmentEntity, { id }, { imagesKeptDays: days });
      const { name } = environment;
      await this.record(manager, actor, 'environment.images-kept-set', { type: 'environment', id }, { name, days });
    });
  }

  /** Answers the cluster's id. */
  cluster(actor: Actor, { name, dialect, environmentId, teamId, writer, tls }: RegisterCluster): Promise<number> {
    const { mode: tlsMode, ca: tlsCa } = tls ?? { mode: 'required', ca: null };
    mustBeCertificates(tlsCa, 'tls.ca');
    return this.named(name, async (manager) => {
      await mustExist(manager, EnvironmentEntity, [environmentId]);
      await mustExist(manager, TeamEntity, [teamId]);
      const createdAt = this.clock.now();
      const { id } = await manager.save(ClusterEntity, {
        ...{ name, dialect, tlsMode, tlsCa, environmentId, teamId, createdAt },
      });
      await manager.save(InstanceEntity, { clusterId: id, ...writer, role: 'writer', createdAt });
      await this.record(manager, actor, 'cluster.registered', { type: 'cluster', id }, { name });
      return id;
    });
  }

  /** How connections to the cluster are protected from now on. @throws ProblemError `invalid` */
  async tls(actor: Actor, clusterId: number, { mode, ca }: SetTls): Promise<void> {
    mustBeCertificates(ca ?? null, 'ca');
    await this.transactions.run(async (manager) => {
      await manager.update(
        ClusterEntity,
        { id: clusterId },
        { tlsMode: mode, ...(ca === undefined ? {} : { tlsCa: ca }) },
      );
      await this.record(manager, actor, 'cluster.tls-set', { type: 'cluster', id: clusterId }, { mode });
    });
  }

  /** Sets or changes an account of a cluster. The password goes in and never comes out again. */
  async credential(actor: Actor, clusterId: number, { purpose, username, password }: SetCredential): Promise<void> {
    const closed = this.vault.close({ clusterId, purpose }, password);
    await this.transactions.run(async (manager) => {
      await manager.upsert(CredentialEntity, { clusterId, purpose, username, ...closed, updatedAt: this.clock.now() }, [
        'clusterId',
        'purpose',
      ]);
      const params = { purpose, keyId: closed.keyId };
      await this.record(manager, actor, 'cluster.credential-set', { type: 'cluster', id: clusterId }, params);
    });
  }

  /** Answers the target database's id. The same schema of a cluster belongs to one target database only. */
  targetDatabase(actor: Actor, { name, teamId, environmentId, shards }: RegisterTargetDatabase): Promise<number> {
    mustBeOthers(shards);
    return this.named(name, async (manager) => {
      await mustExist(manager, EnvironmentEntity, [environmentId]);
      await mustExist(manager, TeamEntity, [teamId]);
      await mustExist(manager, ClusterEntity, [...new Set(shards.map(({ clusterId }) => clusterId))]);
      const createdAt = this.clock.now();
      const { id } = await manager.save(TargetDatabaseEntity, { name, teamId, environmentId, createdAt });
      await manager.insert(
        ShardEntity,
        shards.map((shard) => ({ ...shard, targetDatabaseId: id, createdAt })),
      );
      await this.record(manager, actor, 'target-database.registered', { type: 'target-database', id }, { name });
      return id;
    });
  }

  private async named<T>(name: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await this.transactions.run(work);
    } catch (error) {
      if (isDuplicateKey(error)) throw new ProblemError('name-taken', { name });
      throw error;
    }
  }

  private record(
    manager: EntityManager,
    actor: Actor,
    action: AuditRecord['action'],
    subject: AuditRecord['subject'],
    params: AuditRecord['params'],
  ): Promise<void> {
    return this.audit.record(manager, { actorId: actor.accountId, action, subject, params });
  }
}

// The server's own, and Sluice's: whoever could change markers and images could make it undo what nobody did.
const ownSchemas: readonly string[] = [
  'mysql',
  'sys',
  'information_schema',
  'performance_schema',
  sluiceSchema.replaceAll('`', ''),
];

/** @throws ProblemError `invalid` */
function mustBeOthers(shards: RegisterTargetDatabase['shards']): void {
  const issues = shards.flatMap(({ schema }, index) =>
    ownSchemas.includes(schema.trim().toLowerCase())
      ? [{ path: `shards.${index}.schema`, code: 'invalid_value', message: 'is not for changes' }]
      : [],
  );
  if (issues.length > 0) throw new ProblemError('invalid', { issues: issues.length }, issues);
}

const certificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** @throws ProblemError `invalid` for a text in which no certificate, or a broken one, stands */
function mustBeCertificates(pem: string | null, path: string): void {
  if (pem === null) return;
  const found = pem.match(certificate) ?? [];
  if (found.length > 0 && found.length === pem.split('-----BEGIN').length - 1 && found.every(isCertificate)) return;
  throw new ProblemError('invalid', { issues: 1 }, [
    { path, code: 'invalid_value', message: 'is not a certificate in PEM' },
  ]);
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

async function mustExist(manager: EntityManager, entity: EntityTarget<{ id: number }>, ids: number[]): Promise<void> {
  if ((await manager.countBy(entity, { id: In(ids) })) !== ids.length) throw new ProblemError('not-found');
}
