import type { AuditEntryView, AuditQuery, CodeParams, Page } from '@sluice/contracts';
import type { DataSource } from 'typeorm';
import { idCursor, readIdCursor } from '../database/id-cursor.js';

interface Row {
  readonly id: number;
  readonly sequence: number | null;
  readonly hash: Buffer | null;
  readonly recorded_at: Date;
  readonly actor_id: number | null;
  readonly login: string | null;
  readonly action: string;
  readonly subject_type: string;
  readonly subject_id: number;
  readonly params: string;
}

/** One page of entries, newest first, keyed by id. `schema` is the quoted audit schema. */
export async function readAuditPage(
  dataSource: DataSource,
  schema: string,
  query: AuditQuery,
): Promise<Page<AuditEntryView>> {
  const conditions: [string, string | number | undefined][] = [
    ['e.id < ?', readIdCursor(query.cursor)],
    ['e.action = ?', query.action],
    ['e.actor_id = ?', query.actorId],
    ['e.subject_type = ?', query.subjectType],
    ['e.subject_id = ?', query.subjectId],
  ];
  const given = conditions.filter(([, value]) => value !== undefined);
  const rows: Row[] = await dataSource.query(
    `SELECT e.id, s.sequence, s.hash, e.recorded_at, e.actor_id, a.login, e.action, e.subject_type, e.subject_id, e.params
       FROM ${schema}.audit_entry e
       LEFT JOIN ${schema}.audit_seal s ON s.entry_id = e.id
       LEFT JOIN account a ON a.id = e.actor_id
      WHERE ${['TRUE', ...given.map(([condition]) => condition)].join(' AND ')}
      ORDER BY e.id DESC LIMIT ?`,
    [...given.map(([, value]) => value), query.limit + 1],
  );
  const items = rows.slice(0, query.limit).map(viewOf);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > query.limit && last !== undefined ? idCursor(last.id) : null };
}

function viewOf(row: Row): AuditEntryView {
  return {
    id: row.id,
    sequence: row.sequence,
    hash: row.hash?.toString('hex') ?? null,
    at: row.recorded_at.toISOString(),
    actor: row.actor_id === null ? null : { id: row.actor_id, login: row.login ?? '' },
    action: row.action,
    subject: { type: row.subject_type, id: row.subject_id },
    params: JSON.parse(row.params) as CodeParams,
  };
}
