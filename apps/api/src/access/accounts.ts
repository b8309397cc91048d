// The administration of people. Each act is one transaction with its audit entry.
import { Inject, Injectable } from '@nestjs/common';
import type { ChangeGrant, CreateAccount } from '@sluice/contracts';
import { IsNull, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { CLOCK, type Clock } from '../clock/clock.js';
import { isDuplicateKey } from '../database/database-error.js';
import { Transactions } from '../database/transactions.js';
import { ProblemError } from '../http/problem-error.js';
import { AccountEntity } from './account.entity.js';
import type { Actor } from './actor.js';
import { hashPassword } from './passwords.js';
import { RoleGrantEntity } from './role-grant.entity.js';
import { Sessions } from './sessions.js';
import { TeamEntity } from './team.entity.js';

@Injectable()
export class Accounts {
  constructor(
    private readonly transactions: Transactions,
    private readonly sessions: Sessions,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws ProblemError `name-taken` */
  async create(actor: Actor, { login, name, password }: CreateAccount): Promise<number> {
    const passwordHash = await hashPassword(password);
    try {
      return await this.transactions.run(async (manager) => {
        const account = await manager.save(AccountEntity, {
          ...{
            login,
            name,
            passwordHash,
            mustChangePassword: true,
            demo: false,
            locale: null,
            timeZone: null,
            disabledAt: null,
          },
          createdAt: this.clock.now(),
        });
        await this.audit.record(manager, {
          actorId: actor.accountId,
          action: 'account.created',
          subject: { type: 'account', id: account.id },
          params: { login },
        });
        return account.id;
      });
    } catch (error) {
      if (isDuplicateKey(error)) throw new ProblemError('name-taken', { name: login });
      throw error;
    }
  }

  /** Ends the account's sessions too. Disabling twice is one act. */
  async disable(actor: Actor, id: number): Promise<void> {
    await this.transactions.run(async (manager) => {
      const account = await this.locked(manager, id);
      if (account.disabledAt !== null) return;
      await manager.update(AccountEntity, { id }, { disabledAt: this.clock.now() });
      await this.sessions.endAll(manager, id);
      await this.audit.record(manager, {
        actorId: actor.accountId,
        action: 'account.disabled',
        subject: { type: 'account', id },
        params: { login: account.login },
      });
    });
  }

  /** Granting what is granted changes nothing and records nothing. */
  async grant(actor: Actor, id: number, { role, teamId }: ChangeGrant): Promise<void> {
    await this.transactions.run(async (manager) => {
      await this.locked(manager, id);
      const team = await teamName(manager, teamId);
      if (await manager.existsBy(RoleGrantEntity, { accountId: id, role, teamId: teamId ?? IsNull() })) return;
      await manager.save(RoleGrantEntity, { accountId: id, role, teamId, createdAt: this.clock.now() });
      await this.audit.record(manager, {
        actorId: actor.accountId,
        action: 'account.role-granted',
        subject: { type: 'account', id },
        params: { role, team },
      });
    });
  }

  async revoke(actor: Actor, id: number, { role, teamId }: ChangeGrant): Promise<void> {
    await this.transactions.run(async (manager) => {
      await this.locked(manager, id);
      const team = await teamName(manager, teamId);
      const removed = await manager.delete(RoleGrantEntity, { accountId: id, role, teamId: teamId ?? IsNull() });
      if (removed.affected === 0) return;
      await this.audit.record(manager, {
        actorId: actor.accountId,
        action: 'account.role-revoked',
        subject: { type: 'account', id },
        params: { role, team },
      });
    });
  }

  // Two administrators who act on one account at once do so one after the other.
  private async locked(manager: EntityManager, id: number): Promise<AccountEntity> {
    const account = await manager.findOne(AccountEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (account === null) throw new ProblemError('not-found');
    return account;
  }
}

async function teamName(manager: EntityManager, teamId: number | null): Promise<string | null> {
  if (teamId === null) return null;
  const team = await manager.findOneBy(TeamEntity, { id: teamId });
  if (team === null) throw new ProblemError('not-found');
  return team.name;
}
