// Lists of change requests, newest first, keyed by id.
import { Injectable } from '@nestjs/common';
import type {
  ChangeKind,
  Page,
  RequestListQuery,
  RequestRow,
  RequestStatus,
  Risk,
  Role,
  RollbackVerdict,
} from '@sluice/contracts';
import { DataSource } from 'typeorm';
import type { Actor } from '../../access/actor.js';
import { idCursor, readIdCursor } from '../../database/id-cursor.js';
import { allowedActs } from './allowed-acts.js';
import { and, scopeCondition, type Condition } from './request-scope.js';

interface Row {
  readonly id: number;
  readonly kind: ChangeKind;
  readonly status: RequestStatus;
  readonly version: number;
  readonly requester_id: number;
  readonly requester_login: string;
  readonly requester_name: string;
  readonly team_id: number;
  readonly team_name: string;
  readonly target_id: number;
  readonly target_name: string;
  readonly environment: string;
  readonly revision_id: number;
  readonly headline: string;
  readonly statement_count: number;
  readonly verdict: RollbackVerdict | null;
  readonly risk: Risk | null;
  readonly matched_rows: number | null;
  readonly matched_at_least: number;
  readonly content_hash: string | null;
  readonly waits_for: Role[] | null;
  readonly decided: number;
  readonly rollback_of: number | null;
  readonly rollbacks: number;
  readonly executed: number;
  readonly verification_failed: number;
  readonly in_chunks: number;
  readonly taken_back: number;
  readonly images_until: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

const columns = `
  SELECT r.id, r.kind, r.status, r.version, r.waits_for, r.rollback_of, r.images_until, r.created_at, r.updated_at,
         p.id AS requester_id, p.login AS requester_login, p.name AS requester_name,
         t.id AS team_id, t.name AS team_name, d.id AS target_id, d.name AS target_name, e.name AS environment,
         v.id AS revision_id, v.headline, v.statement_count, v.verdict, v.risk, v.matched_rows, v.matched_at_least,
         v.content_hash,
         EXISTS (SELECT 1 FROM approval a WHERE a.revision_id = v.id AND a.account_id = ?) AS decided,
         EXISTS (SELECT 1 FROM change_request o WHERE o.rollback_of = r.id
                  AND o.status NOT IN ('rejected', 'cancelled', 'expired', 'failed', 'half-run')) AS rollbacks,
         EXISTS (SELECT 1 FROM change_request o
                  WHERE (o.rollback_of = r.id OR (o.rollback_of = r.rollback_of AND o.id > r.id))
                    AND o.status NOT IN ('rejected', 'cancelled', 'expired', 'failed')) AS taken_back,
         EXISTS (SELECT 1 FROM execution x WHERE x.revision_id = v.id
                  AND x.status IN ('executed', 'verified', 'verification-failed', 'half-run')) AS executed,
         JSON_TYPE(JSON_EXTRACT(v.plan, '$.run.cut')) <=> 'OBJECT' AS in_chunks,
         EXISTS (SELECT 1 FROM execution x WHERE x.revision_id = v.id AND x.status = 'verification-failed')
           AS verification_failed
    FROM change_request r
    JOIN revision v ON v.id = r.current_revision_id
    JOIN account p ON p.id = r.requester_id
    JOIN team t ON t.id = r.team_id
    JOIN target_database d ON d.id = r.target_database_id
    JOIN environment e ON e.id = d.environment_id`;

@Injectable()
export class RequestRows {
  constructor(private readonly dataSource: DataSource) {}

  async page(actor: Actor, query: RequestListQuery): Promise<Page<RequestRow>> {
    const before = readIdCursor(query.cursor);
    const condition = and(
      scopeCondition(query.scope, actor),
      ...(before === undefined ? [] : [{ sql: 'r.id < ?', values: [before] }]),
      ...(query.status === undefined ? [] : [{ sql: 'r.status = ?', values: [query.status] }]),
      ...(query.text === undefined || query.text.trim() === '' ? [] : [textCondition(query.text.trim())]),
    );
    const rows = await this.rows(actor, condition, query.limit + 1);
    const items = rows.slice(0, query.limit);
    const last = items.at(-1);
    return { items, nextCursor: rows.length > query.limit && last !== undefined ? idCursor(last.id) : null };
  }

  /** One request if the actor may read it, else undefined. */
  async one(actor: Actor, id: number): Promise<RequestRow | undefined> {
    const condition = and(scopeCondition('all', actor), { sql: 'r.id = ?', values: [id] });
    return (await this.rows(actor, condition, 1))[0];
  }

  /** How many requests wait for the actor; counting stops at `most`. */
  async inboxCount(actor: Actor, most = 100): Promise<number> {
    const { sql, values } = scopeCondition('inbox', actor);
    const [row] = await this.dataSource.query<{ count: number }[]>(
      `SELECT COUNT(*) AS count FROM (SELECT 1 FROM change_request r WHERE ${sql} LIMIT ${most}) waiting`,
      [...values],
    );
    return Number(row?.count ?? 0);
  }

  private async rows(actor: Actor, { sql, values }: Condition, limit: number): Promise<RequestRow[]> {
    const rows = await this.dataSource.query<Row[]>(`${columns} WHERE ${sql} ORDER BY r.id DESC LIMIT ?`, [
      actor.accountId,
      ...values,
      limit,
    ]);
    return rows.map((row) => rowView(actor, row));
  }
}

function rowView(actor: Actor, row: Row): RequestRow {
  const { id, kind, status, version, headline, verdict, risk } = row;
  const allowed = allowedActs(actor, {
    status,
    teamId: row.team_id,
    requesterId: row.requester_id,
    waitsFor: row.waits_for,
    decided: Number(row.decided) === 1,
    rollbackOf: row.rollback_of,
    rollbackOpen: Number(row.rollbacks) === 1,
    undoable: Number(row.executed) === 1 && verdict !== null && verdict !== 'none' && row.images_until !== null,
    verificationFailed: Number(row.verification_failed) === 1,
    inChunks: Number(row.in_chunks) === 1,
    takenBack: Number(row.taken_back) === 1,
  });
  return {
    id,
    kind,
    status,
    version,
    requester: { id: row.requester_id, login: row.requester_login, name: row.requester_name },
    team: { id: row.team_id, name: row.team_name },
    target: { id: row.target_id, name: row.target_name, environment: row.environment },
    headline,
    statementCount: row.statement_count,
    verdict,
    risk,
    rows: row.matched_rows === null ? null : { rows: row.matched_rows, atLeast: Number(row.matched_at_least) === 1 },
    rollbackOf: row.rollback_of,
    approvable:
      status === 'planned' && row.waits_for !== null && row.content_hash !== null
        ? { revisionId: row.revision_id, contentHash: row.content_hash }
        : null,
    allowed,
    imagesUntil: row.images_until?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** `#12` or `12` finds by number; any text in the headline, the requester or the target. */
function textCondition(text: string): Condition {
  const number = /^#?(\d{1,15})$/.exec(text)?.[1];
  const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return {
    sql: `r.id = ? OR v.headline LIKE ? OR p.login LIKE ? OR p.name LIKE ? OR d.name LIKE ?`,
    values: [number === undefined ? 0 : Number(number), like, like, like, like],
  };
}
