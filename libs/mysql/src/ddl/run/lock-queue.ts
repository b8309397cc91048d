// Who holds and who waits for the metadata locks of some tables, other than ourselves.
import { literal } from '../../connect/literal.js';
import type { Session } from '../../connect/session.js';
import { TargetError } from '../../connect/target-error.js';

/** Those that have kept the tables for longer than a moment: an open transaction, or a statement that runs long. */
export function holders(session: Session, tables: readonly string[]): Promise<number[]> {
  return owners(
    session,
    session.target.schema ?? '',
    tables,
    session.threadId,
    `l.LOCK_STATUS = 'GRANTED' AND ((t.PROCESSLIST_COMMAND <> 'Sleep' AND t.PROCESSLIST_TIME >= 1)
       OR EXISTS (SELECT 1 FROM performance_schema.events_transactions_current x
                  WHERE x.THREAD_ID = t.THREAD_ID AND x.STATE = 'ACTIVE' AND x.TIMER_WAIT > ${picoseconds}))`,
  );
}

/** One second. */
const picoseconds = '1000000000000';

/** @param eye another session than `ours` */
export function waiters(eye: Session, ours: Session, tables: readonly string[]): Promise<number[]> {
  return owners(eye, ours.target.schema ?? '', tables, ours.threadId, "l.LOCK_STATUS = 'PENDING'");
}

/** Connections by their ids, `own` left out. Empty where the account may not look. */
async function owners(
  session: Session,
  schema: string,
  tables: readonly string[],
  own: number,
  condition: string,
): Promise<number[]> {
  if (tables.length === 0) return [];
  try {
    const rows = await session.rows(
      `SELECT DISTINCT t.PROCESSLIST_ID FROM performance_schema.metadata_locks l
       JOIN performance_schema.threads t ON t.THREAD_ID = l.OWNER_THREAD_ID
       WHERE l.OBJECT_TYPE = 'TABLE' AND l.OBJECT_SCHEMA = ${literal(schema)} AND l.OBJECT_NAME IN (${tables.map(literal).join(', ')})
         AND t.PROCESSLIST_ID <> ${String(own)} AND ${condition}`,
    );
    return rows.map(([id]) => Number(id));
  } catch (error) {
    if (error instanceof TargetError && error.failure.code === 'privilege-missing') return [];
    throw error;
  }
}
