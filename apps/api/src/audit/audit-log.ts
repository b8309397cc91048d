// Puts acts on record, in the transaction of the act, and reads them. The sealer gives sequence and hash a moment later.
import { Inject, Injectable } from '@nestjs/common';
import type { AuditAction, AuditEntryView, AuditQuery, CodeParams, Page } from '@sluice/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import { CLOCK, type Clock } from '../clock/clock.js';
import { APP_CONFIG, type AppConfig } from '../config/app-config.js';
import { auditSchema } from '../database/audit-schema.js';
import { canonicalParams } from './canonical-entry.js';
import { readAuditPage } from './read-audit-page.js';

export type AuditSubjectType =
  'session' | 'account' | 'team' | 'environment' | 'cluster' | 'target-database' | 'change-request';

export interface AuditRecord {
  /** null: Sluice itself, or someone who is not signed in. */
  readonly actorId: number | null;
  readonly action: AuditAction;
  readonly subject: { readonly type: AuditSubjectType; readonly id: number };
  readonly params: CodeParams;
}

const exportedAtOnce = 1_000;

@Injectable()
export class AuditLog {
  private readonly schema: string;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(APP_CONFIG) config: AppConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.schema = auditSchema(config);
  }

  /** Inserts the entry by `manager`, so that it commits or vanishes with the act. */
  async record(manager: EntityManager, entry: AuditRecord): Promise<void> {
    await manager.query(
      `INSERT INTO ${this.schema}.audit_entry (recorded_at, actor_id, action, subject_type, subject_id, params)
       VALUES (?, ?, ?, ?, ?, ?)`,
      [
        this.clock.now(),
        entry.actorId,
        entry.action,
        entry.subject.type,
        entry.subject.id,
        canonicalParams(entry.params),
      ],
    );
  }

  /** Everything that the filter lets through, newest first, page after page; never all of it in memory. */
  async *all(filter: Omit<AuditQuery, 'cursor' | 'limit'>): AsyncIterable<readonly AuditEntryView[]> {
    let cursor: string | undefined;
    for (;;) {
      const query = { ...filter, limit: exportedAtOnce, ...(cursor === undefined ? {} : { cursor }) };
      const { items, nextCursor } = await this.read(query);
      yield items;
      if (nextCursor === null) return;
      cursor = nextCursor;
    }
  }

  /** Newest first; the cursor is the id of the last entry read. */
  read(query: AuditQuery): Promise<Page<AuditEntryView>> {
    return readAuditPage(this.dataSource, this.schema, query);
  }
}
