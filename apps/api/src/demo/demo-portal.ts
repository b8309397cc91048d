// Fills the portal's tables for the demo. What is there stays; only the address of the demo MySQL follows the stack,
// which may choose another port at its next start.
import { credentialPurposeSchema, type CredentialPurpose } from '@sluice/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { AccountEntity } from '../access/account.entity.js';
import type { Actor } from '../access/actor.js';
import { demoAccounts } from '../access/demo-accounts.js';
import { hashPassword } from '../access/passwords.js';
import { RoleGrantEntity } from '../access/role-grant.entity.js';
import { TeamEntity } from '../access/team.entity.js';
import { ClusterEntity } from '../targets/cluster.entity.js';
import { EnvironmentEntity } from '../targets/environment.entity.js';
import { InstanceEntity } from '../targets/instance.entity.js';
import type { RegisterTargets } from '../targets/register-targets.js';
import { TargetDatabaseEntity } from '../targets/target-database.entity.js';
import type { TargetDirectory } from '../targets/target-directory.js';
import type { DemoTarget } from './demo-target.js';

const clusterName = 'shop-main';
const databases = [
  { name: 'shop', environment: 'prod', schema: 'shop' },
  { name: 'shop-stage', environment: 'stage', schema: 'shop_stage' },
] as const;

export interface DemoParts {
  readonly dataSource: DataSource;
  readonly register: RegisterTargets;
  readonly directory: TargetDirectory;
  readonly target: DemoTarget;
  readonly now: Date;
}

export async function seedDemoPortal(parts: DemoParts): Promise<void> {
  const { manager } = parts.dataSource;
  const { now, target } = parts;
  const shop = await teamNamed(manager, 'shop', now);
  const platform = await teamNamed(manager, 'platform', now);
  for (const account of demoAccounts) await seedAccount(manager, account, account.team === null ? null : shop.id, now);
  const actor = await adminActor(manager);

  const environments = new Map<string, number>();
  for (const [name, production] of [
    ['prod', true],
    ['stage', false],
  ] as const) {
    const known = await manager.findOneBy(EnvironmentEntity, { name });
    environments.set(
      name,
      (known ?? (await parts.register.environment(actor, { name, production, imagesKeptDays: 7 }))).id,
    );
  }
  const environmentId = (name: string) => environments.get(name) ?? 0;

  const cluster = await manager.findOneBy(ClusterEntity, { name: clusterName });
  const clusterId =
    cluster?.id ??
    (await parts.register.cluster(actor, {
      ...{ name: clusterName, dialect: 'mysql', environmentId: environmentId('prod'), teamId: platform.id },
      ...{ writer: { host: target.host, port: target.port }, tls: { mode: await target.tlsMode(), ca: null } },
    }));
  await manager.update(InstanceEntity, { clusterId, role: 'writer' }, { host: target.host, port: target.port });

  const schemas = await target.existing(databases.map(({ schema }) => schema));
  for (const purpose of credentialPurposeSchema.options) await ensureAccount(parts, actor, clusterId, purpose, schemas);
  for (const { name, environment, schema } of databases) {
    if (!schemas.includes(schema) || (await manager.existsBy(TargetDatabaseEntity, { name }))) continue;
    const shards = [{ name, clusterId, schema }];
    await parts.register.targetDatabase(actor, {
      ...{ name, teamId: shop.id, environmentId: environmentId(environment), shards },
    });
  }
}

// The stored password is kept while it works: changing it would cut off changes that run.
async function ensureAccount(
  { register, directory, target }: DemoParts,
  actor: Actor,
  clusterId: number,
  purpose: CredentialPurpose,
  schemas: readonly string[],
): Promise<void> {
  const stored = await directory.clusterConnection(clusterId, purpose).catch(() => null);
  if (stored === null || !(await target.canSignIn(stored.user, stored.password))) {
    const { username, password } = await target.renewAccount(purpose);
    await register.credential(actor, clusterId, { purpose, username, password });
  }
  await target.grant(purpose, schemas);
}

async function teamNamed(manager: EntityManager, name: string, createdAt: Date): Promise<TeamEntity> {
  return (await manager.findOneBy(TeamEntity, { name })) ?? manager.save(TeamEntity, { name, createdAt });
}

async function seedAccount(
  manager: EntityManager,
  { login, name, password, role }: (typeof demoAccounts)[number],
  teamId: number | null,
  createdAt: Date,
): Promise<void> {
  if (await manager.existsBy(AccountEntity, { login })) return;
  const account = await manager.save(AccountEntity, {
    ...{ login, name, passwordHash: await hashPassword(password), mustChangePassword: false, demo: true, createdAt },
    ...{ locale: null, timeZone: null, disabledAt: null },
  });
  await manager.save(RoleGrantEntity, { accountId: account.id, role, teamId, createdAt });
}

async function adminActor(manager: EntityManager): Promise<Actor> {
  const { id, login, name } = await manager.findOneByOrFail(AccountEntity, { login: 'admin', demo: true });
  return { accountId: id, login, name, grants: [{ role: 'admin', teamId: null }] };
}
