import { Inject, Injectable } from '@nestjs/common';
import type { SignIn as Credentials } from '@sluice/contracts';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { APP_CONFIG, type AppConfig } from '../config/app-config.js';
import { Transactions } from '../database/transactions.js';
import { ProblemError } from '../http/problem-error.js';
import { AccountEntity } from './account.entity.js';
import { passwordMatches } from './passwords.js';
import { Sessions, type Client } from './sessions.js';
import { SignInLimits } from './sign-in-limits.js';

@Injectable()
export class SignIn {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly sessions: Sessions,
    private readonly limits: SignInLimits,
    private readonly audit: AuditLog,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /** Opens a session and answers its token. @throws ProblemError `too-many-attempts`, `wrong-credentials` */
  async signIn({ login, password }: Credentials, client: Client): Promise<string> {
    const isKnown = await this.sessions.hasBeenAt(login, client.ip);
    await this.limits.takeSignIn(login, client.ip, isKnown);
    const account = await this.dataSource.manager.findOne(AccountEntity, {
      where: { login },
      select: { id: true, login: true, passwordHash: true, demo: true, disabledAt: true },
    });
    const matches = await passwordMatches(account?.passwordHash ?? null, password);
    const usable = account !== null && account.disabledAt === null && (this.config.demo || !account.demo);
    if (!matches || !usable) {
      await this.recordRefusal(account, client);
      throw new ProblemError('wrong-credentials');
    }
    await this.limits.giveBackSignIn(login, client.ip, isKnown);
    return this.openSession(account.id, client);
  }

  openSession(accountId: number, client: Client): Promise<string> {
    return this.transactions.run(async (manager) => {
      const { id, token } = await this.sessions.open(manager, accountId, client);
      await this.audit.record(manager, {
        actorId: accountId,
        action: 'session.opened',
        subject: { type: 'session', id },
        params: { ip: client.ip },
      });
      return token;
    });
  }

  // A login that no account has is not recorded: people type their password into the wrong field.
  private recordRefusal(account: AccountEntity | null, { ip }: Client): Promise<void> {
    return this.transactions.run((manager) =>
      this.audit.record(manager, {
        actorId: null,
        action: 'session.refused',
        subject: { type: 'account', id: account?.id ?? 0 },
        params: { login: account?.login ?? null, ip },
      }),
    );
  }
}
