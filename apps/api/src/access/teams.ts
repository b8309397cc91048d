import { Inject, Injectable } from '@nestjs/common';
import type { CreateTeam, TeamView } from '@sluice/contracts';
import { DataSource, In } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { CLOCK, type Clock } from '../clock/clock.js';
import { isDuplicateKey } from '../database/database-error.js';
import { Transactions } from '../database/transactions.js';
import { ProblemError } from '../http/problem-error.js';
import type { Actor } from './actor.js';
import { scopeOf } from './can.js';
import { TeamEntity } from './team.entity.js';

@Injectable()
export class Teams {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The teams that the actor's roles reach, by name. */
  async list(actor: Actor): Promise<TeamView[]> {
    const { teamIds } = scopeOf(actor, 'team.read');
    const teams = await this.dataSource.manager.find(TeamEntity, {
      ...(teamIds === 'all' ? {} : { where: { id: In([...teamIds]) } }),
      order: { name: 'ASC' },
    });
    return teams.map(({ id, name }) => ({ id, name }));
  }

  /** @throws ProblemError `name-taken` */
  async create(actor: Actor, { name }: CreateTeam): Promise<TeamView> {
    try {
      return await this.transactions.run(async (manager) => {
        const team = await manager.save(TeamEntity, { name, createdAt: this.clock.now() });
        await this.audit.record(manager, {
          actorId: actor.accountId,
          action: 'team.created',
          subject: { type: 'team', id: team.id },
          params: { name },
        });
        return { id: team.id, name };
      });
    } catch (error) {
      if (isDuplicateKey(error)) throw new ProblemError('name-taken', { name });
      throw error;
    }
  }
}
