// Where structure changes are rehearsed: a MySQL of their own, else the portal's.
import { Inject, Injectable } from '@nestjs/common';
import { rehearse, type StructureFacts } from '@sluice/mysql';
import type { Rehearsal, StructureStatement } from '@sluice/ddl';
import type { ServerFacts } from '@sluice/rollback';
import { APP_CONFIG, type AppConfig } from '../../config/app-config.js';

/** Keeping the values of more rows than this would hold writers up. */
const keptRowLimit = 100_000;

@Injectable()
export class RehearsalServer {
  /** Ends of those that run now: an editor asks with every pause in typing, and the server is the portal's own. */
  private readonly lanes: Promise<unknown>[] = Array.from({ length: 2 }, () => Promise.resolve());
  private next = 0;

  constructor(@Inject(APP_CONFIG) private readonly config: Pick<AppConfig, 'portal' | 'rehearsalMysql'>) {}

  /** Two at a time. @throws TargetError where it cannot be asked, or may not make its schemas */
  rehearse(
    structures: readonly StructureStatement[],
    facts: StructureFacts,
    { sqlMode, collation }: ServerFacts,
  ): Promise<Rehearsal> {
    const server = { ...(this.config.rehearsalMysql ?? this.config.portal), schema: null, connectTimeoutMs: 3_000 };
    const lane = this.next++ % this.lanes.length;
    const before = this.lanes[lane] ?? Promise.resolve();
    const mine = before.then(() => rehearse(server, { structures, facts, sqlMode, collation, keptRowLimit }));
    // The next one waits for the end of this one, not for its success.
    this.lanes[lane] = mine.catch(() => undefined);
    return mine;
  }
}
