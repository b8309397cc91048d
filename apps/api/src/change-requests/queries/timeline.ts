// What happened to a request, oldest first: its audit entries with the people's names.
import { Injectable } from '@nestjs/common';
import type { Person, TimelineEntry } from '@sluice/contracts';
import { DataSource, In } from 'typeorm';
import { AccountEntity } from '../../access/account.entity.js';
import { AuditLog } from '../../audit/audit-log.js';

const most = 200;

@Injectable()
export class Timeline {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
  ) {}

  /** The newest 200 entries. */
  async of(requestId: number): Promise<TimelineEntry[]> {
    const page = await this.audit.read({ subjectType: 'change-request', subjectId: requestId, limit: most });
    const ids = new Set(page.items.flatMap(({ actor }) => (actor === null ? [] : [actor.id])));
    const accounts = await this.dataSource.manager.findBy(AccountEntity, { id: In([...ids]) });
    const people = new Map(accounts.map(({ id, login, name }): [number, Person] => [id, { id, login, name }]));
    return page.items
      .map(({ id, at, actor, action, params }) => ({
        id,
        at,
        actor: actor === null ? null : (people.get(actor.id) ?? { ...actor, name: actor.login }),
        action,
        params,
      }))
      .reverse();
  }
}
