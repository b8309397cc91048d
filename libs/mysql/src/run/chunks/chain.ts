// The markers of one execution's chunks: the truth of which are committed. Numbers only grow; a fenced one is left out. Who writes number n has
// read all before it, and its unique key lets only one do so: no chunk runs twice and none is left out.
import { markerTable } from '@sluice/rollback';
import { literal } from '../../connect/literal.js';
import type { Session } from '../../connect/session.js';
import type { CommittedChunk } from '../../types.js';
import { markerOf, type Progress } from '../marker.js';

export interface Chain {
  /** The number of the next chunk. */
  readonly next: number;
  /** Of the last chunk that was committed; null: none yet. */
  readonly progress: Progress | null;
}

/** `locking` waits for a chunk that is going on. A table that is not there yet holds nothing. */
export async function readChain(session: Session, execution: string, locking: boolean): Promise<Chain> {
  const lock = locking ? ' FOR UPDATE' : '';
  const of = `FROM ${markerTable} WHERE execution = ${literal(execution)} AND chunk > 0`;
  const [last] = await session.rows(`SELECT chunk ${of} ORDER BY chunk DESC LIMIT 1${lock}`);
  const [run] = await session.rows(
    `SELECT state, changed, skipped ${of} AND state = 'run' ORDER BY chunk DESC LIMIT 1${lock}`,
  );
  return { next: Number(last?.[0] ?? 0) + 1, progress: run ? markerOf(run).progress : null };
}

/** The committed chunks after number `after`, in order; at most `limit`. */
export async function listChunks(
  session: Session,
  execution: string,
  after: number,
  limit: number,
): Promise<CommittedChunk[]> {
  const rows = await session.rows(
    `SELECT chunk, state, changed, skipped FROM ${markerTable}
     WHERE execution = ${literal(execution)} AND chunk > ${String(after)} AND state = 'run' ORDER BY chunk LIMIT ${String(limit)}`,
  );
  return rows.map(([number, ...marker]) => {
    const [changed] = markerOf(marker).changed;
    const count = changed?.rows ?? 0;
    return {
      number: Number(number),
      rows: count,
      matched: changed?.matched ?? count,
      milliseconds: null,
      counted: null,
    };
  });
}

/** The committed chunk before number `before` (the last one where that is null); null: none. */
export async function chunkBefore(session: Session, execution: string, before: number | null): Promise<number | null> {
  const cell = await session.cell(
    `SELECT MAX(chunk) FROM ${markerTable} WHERE execution = ${literal(execution)} AND chunk > 0 AND state = 'run'` +
      (before === null ? '' : ` AND chunk < ${String(before)}`),
  );
  return cell === null ? null : Number(cell);
}
