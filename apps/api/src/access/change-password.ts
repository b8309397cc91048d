// Changing one's own password, and giving someone another one who has lost theirs.
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ChangePassword as Change } from '@sluice/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { Transactions } from '../database/transactions.js';
import { ProblemError } from '../http/problem-error.js';
import { AccountEntity } from './account.entity.js';
import type { Actor } from './actor.js';
import { hashPassword, passwordMatches } from './passwords.js';
import { Sessions, type Client } from './sessions.js';
import { SignInLimits } from './sign-in-limits.js';
import type { CurrentSession } from './signed-in-request.js';

/** 96 bits, in 16 characters that can be read out. */
const temporaryBytes = 12;

@Injectable()
export class ChangePassword {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly sessions: Sessions,
    private readonly limits: SignInLimits,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Whoever holds an open session does not therefore know the password: guesses count as those at the sign-in do. All other sessions end.
   * @throws ProblemError `too-many-attempts`, `wrong-password`, `password-unchanged`, `demo-account`
   */
  async own({ id: sessionId, actor }: CurrentSession, { current, password }: Change, { ip }: Client): Promise<void> {
    const { accountId } = actor;
    await this.limits.take(actor.login, ip);
    const { passwordHash: old, demo } = await this.dataSource.manager.findOneOrFail(AccountEntity, {
      where: { id: accountId },
      select: { id: true, passwordHash: true, demo: true },
    });
    if (!(await passwordMatches(old, current))) {
      await this.transactions.run((manager) =>
        this.record(manager, actor, 'account.password-refused', accountId, { ip }),
      );
      throw new ProblemError('wrong-password');
    }
    await this.limits.giveBack(actor.login, ip);
    if (demo) throw new ProblemError('demo-account');
    if (password === current) throw new ProblemError('password-unchanged');
    const passwordHash = await hashPassword(password);
    await this.transactions.run(async (manager) => {
      // Names the old one: a reset that came between is not undone by someone who knew the password before it.
      const changed = await manager.update(
        AccountEntity,
        { id: accountId, passwordHash: old },
        { passwordHash, mustChangePassword: false },
      );
      if (changed.affected !== 1) throw new ProblemError('wrong-password');
      await this.sessions.endOthers(manager, accountId, sessionId);
      await this.record(manager, actor, 'account.password-changed', accountId, {});
    });
  }

  /** The new password, which only this answer knows and which opens nothing but its own change. @throws ProblemError */
  async reset(actor: Actor, accountId: number): Promise<string> {
    const password = randomBytes(temporaryBytes).toString('base64url');
    const passwordHash = await hashPassword(password);
    await this.transactions.run(async (manager) => {
      const account = await manager.findOne(AccountEntity, {
        where: { id: accountId },
        lock: { mode: 'pessimistic_write' },
      });
      if (account === null) throw new ProblemError('not-found');
      if (account.demo) throw new ProblemError('demo-account');
      await manager.update(AccountEntity, { id: accountId }, { passwordHash, mustChangePassword: true });
      await this.sessions.endAll(manager, accountId);
      await this.record(manager, actor, 'account.password-reset', accountId, { login: account.login });
    });
    return password;
  }

  private record(
    manager: EntityManager,
    actor: Actor,
    action: 'account.password-changed' | 'account.password-refused' | 'account.password-reset',
    id: number,
    params: Readonly<Record<string, string>>,
  ): Promise<void> {
    return this.audit.record(manager, { actorId: actor.accountId, action, subject: { type: 'account', id }, params });
  }
}
