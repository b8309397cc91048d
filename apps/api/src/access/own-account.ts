// What everyone may do to their own account: settings of the pages, and their sessions.
import { Injectable } from '@nestjs/common';
import type { UpdateMe } from '@sluice/contracts';
import { AuditLog } from '../audit/audit-log.js';
import { Transactions } from '../database/transactions.js';
import { ProblemError } from '../http/problem-error.js';
import { AccountEntity } from './account.entity.js';
import type { Actor } from './actor.js';
import { Sessions } from './sessions.js';

@Injectable()
export class OwnAccount {
  constructor(
    private readonly transactions: Transactions,
    private readonly sessions: Sessions,
    private readonly audit: AuditLog,
  ) {}

  /** @throws ProblemError `invalid` for a time zone that is no IANA name */
  async update({ accountId }: Actor, { locale, timeZone }: UpdateMe): Promise<void> {
    if (timeZone !== undefined && !isTimeZone(timeZone)) {
      const issue = { path: 'timeZone', code: 'invalid_value', message: 'is not an IANA time zone' };
      throw new ProblemError('invalid', { issues: 1 }, [issue]);
    }
    const change = { ...(locale === undefined ? {} : { locale }), ...(timeZone === undefined ? {} : { timeZone }) };
    if (Object.keys(change).length === 0) return;
    await this.transactions.run((manager) => manager.update(AccountEntity, { id: accountId }, change));
  }

  /** False when this account has no such living session. */
  endSession(actor: Actor, id: number, action: 'session.closed' | 'session.revoked'): Promise<boolean> {
    return this.transactions.run(async (manager) => {
      if (!(await this.sessions.end(manager, actor.accountId, id))) return false;
      await this.audit.record(manager, {
        actorId: actor.accountId,
        action,
        subject: { type: 'session', id },
        params: action === 'session.revoked' ? { by: actor.login } : {},
      });
      return true;
    });
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return !/^[+-]/.test(name);
  } catch {
    return false;
  }
}
