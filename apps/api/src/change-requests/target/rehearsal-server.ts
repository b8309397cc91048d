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
  constructor(@Inject(APP_CONFIG) private readonly config: Pick<AppConfig, 'portal' | 'rehearsalMysql'>) {}

  /** @throws TargetError where it cannot be asked, or may not make its schemas */
  rehearse(
    structures: readonly StructureStatement[],
    facts: StructureFacts,
    { sqlMode, collation }: ServerFacts,
  ): Promise<Rehearsal> {
    const server = this.config.rehearsalMysql ?? this.config.portal;
    return rehearse(
      { ...server, schema: null, connectTimeoutMs: 3_000 },
      { structures, facts, sqlMode, collation, keptRowLimit },
    );
  }
}
