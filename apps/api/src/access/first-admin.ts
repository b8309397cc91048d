// The first administrator of a fresh portal, made by a link that the start prints: it expires, works once, and no longer
// works when any account exists.
import { Inject, Injectable } from '@nestjs/common';
import type { SetUp } from '@sluice/contracts';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { CLOCK, type Clock } from '../clock/clock.js';
import { APP_CONFIG, type AppConfig } from '../config/app-config.js';
import { isDuplicateKey } from '../database/database-error.js';
import { Transactions } from '../database/transactions.js';
import { ProblemError } from '../http/problem-error.js';
import { AccountEntity } from './account.entity.js';
import { hashPassword } from './passwords.js';
import { RoleGrantEntity } from './role-grant.entity.js';
import { newToken, tokenHash } from './secret-token.js';

const lifetimeMs = 24 * 60 * 60_000;

@Injectable()
export class FirstAdmin {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly audit: AuditLog,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** A new link, or null when an account exists. */
  async link(): Promise<string | null> {
    if ((await this.dataSource.manager.count(AccountEntity)) > 0) return null;
    const token = newToken();
    const now = this.clock.now();
    await this.dataSource.query('INSERT INTO first_admin_link (token_hash, created_at, expires_at) VALUES (?, ?, ?)', [
      tokenHash(token),
      now,
      new Date(now.getTime() + lifetimeMs),
    ]);
    return new URL(`/set-up?token=${token}`, this.config.publicUrl).href;
  }

  /** Makes the administrator and answers the account's id. @throws ProblemError `link-invalid`, `setup-done` */
  async use({ token, login, name, password }: SetUp): Promise<number> {
    const [link] = await this.dataSource.query<unknown[]>(
      'SELECT id FROM first_admin_link WHERE token_hash = ? AND expires_at > ?',
      [tokenHash(token), this.clock.now()],
    );
    if (link === undefined) throw new ProblemError('link-invalid');
    const passwordHash = await hashPassword(password);
    try {
      return await this.transactions.run(async (manager) => {
        const now = this.clock.now();
        if ((await manager.count(AccountEntity)) > 0) throw new ProblemError('setup-done');
        const account = await manager.save(AccountEntity, {
          ...{
            login,
            name,
            passwordHash,
            mustChangePassword: false,
            demo: false,
            locale: null,
            timeZone: null,
            disabledAt: null,
          },
          createdAt: now,
        });
        await manager.query('INSERT INTO first_admin (account_id, created_at) VALUES (?, ?)', [account.id, now]);
        await manager.save(RoleGrantEntity, { accountId: account.id, role: 'admin', teamId: null, createdAt: now });
        await manager.query('DELETE FROM first_admin_link');
        const subject = { type: 'account', id: account.id } as const;
        await this.audit.record(manager, {
          actorId: account.id,
          action: 'account.created',
          subject,
          params: { login },
        });
        await this.audit.record(manager, {
          ...{ actorId: account.id, action: 'account.role-granted', subject },
          params: { role: 'admin', team: null },
        });
        return account.id;
      });
    } catch (error) {
      if (isDuplicateKey(error)) throw new ProblemError('setup-done');
      throw error;
    }
  }
}
