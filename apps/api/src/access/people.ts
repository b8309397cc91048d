// Accounts as the pages show them.
import { Inject, Injectable } from '@nestjs/common';
import type { AccountView, Me, Role, RoleGrantView } from '@sluice/contracts';
import { DataSource } from 'typeorm';
import { APP_CONFIG, type AppConfig } from '../config/app-config.js';
import { ProblemError } from '../http/problem-error.js';
import { AccountEntity } from './account.entity.js';
import type { CurrentSession } from './signed-in-request.js';

interface GrantRow {
  readonly account_id: number;
  readonly role: Role;
  readonly team_id: number | null;
  readonly team_name: string | null;
}

@Injectable()
export class People {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  async me({ actor, csrfToken }: CurrentSession): Promise<Me> {
    const account = await this.dataSource.manager.findOneByOrFail(AccountEntity, { id: actor.accountId });
    const grants = await this.grants('g.account_id = ?', actor.accountId);
    return {
      id: account.id,
      login: account.login,
      name: account.name,
      locale: account.locale,
      timeZone: account.timeZone,
      grants: grants.map(grantView),
      mustChangePassword: account.mustChangePassword,
      csrfToken,
      demo: this.config.demo,
    };
  }

  /** Every account, by login. */
  async accounts(): Promise<AccountView[]> {
    const [accounts, grants] = await Promise.all([
      this.dataSource.manager.find(AccountEntity, { order: { login: 'ASC' } }),
      this.grants('TRUE'),
    ]);
    const byAccount = Map.groupBy(grants, (grant) => grant.account_id);
    return accounts.map((account) => accountView(account, byAccount.get(account.id) ?? []));
  }

  /** @throws ProblemError `not-found` */
  async account(id: number): Promise<AccountView> {
    const account = await this.dataSource.manager.findOneBy(AccountEntity, { id });
    if (account === null) throw new ProblemError('not-found');
    return accountView(account, await this.grants('g.account_id = ?', id));
  }

  private grants(condition: string, ...values: number[]): Promise<GrantRow[]> {
    return this.dataSource.query(
      `SELECT g.account_id, g.role, g.team_id, t.name AS team_name
         FROM role_grant g LEFT JOIN team t ON t.id = g.team_id WHERE ${condition} ORDER BY g.id`,
      values,
    );
  }
}

function grantView({ role, team_id, team_name }: GrantRow): RoleGrantView {
  return { role, team: team_id === null ? null : { id: team_id, name: team_name ?? '' } };
}

function accountView(account: AccountEntity, grants: readonly GrantRow[]): AccountView {
  return {
    id: account.id,
    login: account.login,
    name: account.name,
    disabled: account.disabledAt !== null,
    grants: grants.map(grantView),
  };
}
