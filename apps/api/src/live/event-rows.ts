// Reading the table of live events.
import type { LiveEvent } from '@sluice/contracts';
import type { DataSource } from 'typeorm';

export interface LiveRow extends LiveEvent {
  readonly teamId: number;
}

const columns = 'id, subject, subject_id AS subjectId, version, team_id AS teamId';
const batch = 1_000;
/** A transaction that was open when the stream broke may commit an event with a lower id: those are sent (again). */
const overlapSeconds = 60;

export async function newestEventId(dataSource: DataSource): Promise<number> {
  const [row] = await dataSource.query<{ id: number | null }[]>('SELECT MAX(id) AS id FROM live_event');
  return row?.id ?? 0;
}

export function eventsAfter(dataSource: DataSource, id: number, awaited: readonly number[]): Promise<LiveRow[]> {
  const late = awaited.length === 0 ? '' : `OR id IN (${awaited.map(() => '?').join(', ')})`;
  return dataSource.query(`SELECT ${columns} FROM live_event WHERE id > ? ${late} ORDER BY id LIMIT ${batch}`, [
    id,
    ...awaited,
  ]);
}

/** What a stream missed since event `id`; null: too much, or too long ago to say. */
export async function missedSince(dataSource: DataSource, id: number): Promise<LiveRow[] | null> {
  // The place of a stream that was opened before the first event ever.
  if (id === 0) return firstEvents(dataSource, new Date(0), id);
  const [last] = await dataSource.query<{ recorded_at: Date }[]>('SELECT recorded_at FROM live_event WHERE id = ?', [
    id,
  ]);
  if (last === undefined) return null;
  const from = new Date(last.recorded_at.getTime() - overlapSeconds * 1_000);
  return firstEvents(dataSource, from, id);
}

async function firstEvents(dataSource: DataSource, from: Date, except: number): Promise<LiveRow[] | null> {
  const rows = await dataSource.query<LiveRow[]>(
    `SELECT ${columns} FROM live_event WHERE recorded_at >= ? AND id <> ? ORDER BY id LIMIT ${batch + 1}`,
    [from, except],
  );
  return rows.length > batch ? null : rows;
}
