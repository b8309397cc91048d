// The row that an execution writes first on the target, in the same transaction as the change: its unique key stops a second run.
import { markerTable } from '@sluice/rollback';
import { literal } from '../connect/literal.js';
import type { Cell, Session } from '../connect/session.js';
import { TargetError } from '../connect/target-error.js';
import type { ChangedRows, MarkerKey } from '../types.js';

export interface Marker {
  /** `fenced`: a tombstone; it did not run and never will. */
  readonly state: 'run' | 'fenced';
  readonly changed: readonly ChangedRows[];
  readonly skipped: number;
  /** Of a chunk: how far the whole has come with it; null where there is only one. */
  readonly progress: Progress | null;
}

/** What a chunk's marker says of the whole, so that the next attempt goes on behind it, in the same moment. */
export interface Progress {
  /** Of a change: the last key it took. Of an undo: absent. */
  readonly upTo?: readonly string[];
  /** Of a change: the key that the last chunk ends with; null: no row matched. */
  readonly end?: readonly string[] | null;
  /** The session's frozen `timestamp` of all chunks. */
  readonly now: string;
  /** Rows that matched before the first chunk; of an undo, rows to put back. */
  readonly counted?: number;
  /** Of an undo: the chunk that it put back. */
  readonly undid?: number;
  /** Of an undo that overwrites: what was agreed to, by chunk. */
  readonly seen?: Readonly<Record<string, string>>;
  /** Over this chunk and all before it. */
  readonly rows: number;
  readonly matched: number;
  readonly skipped: number;
  readonly done: boolean;
}

/** @throws TargetError `marker-exists` (ask it what happened) */
export async function writeMarker(
  session: Session,
  key: MarkerKey,
  contentHash: string,
  state: Marker['state'],
): Promise<void> {
  const values = [...keyValues(key), literal(state), literal(contentHash), 'NULL', '0', 'SYSDATE(6)'];
  try {
    await session.run(
      `INSERT INTO ${markerTable} (execution, chunk, state, content_hash, changed, skipped, written_at) VALUES (${values.join(', ')})`,
    );
  } catch (error) {
    if (!(error instanceof TargetError) || error.errno !== 1062) throw error;
    throw new TargetError({ code: 'marker-exists', params: {} }, 'unknown', false, 1062, { cause: error });
  }
}

/** What the change did, for whoever asks after a lost connection. */
export async function completeMarker(
  session: Session,
  key: MarkerKey,
  { changed, skipped, progress }: Pick<Marker, 'changed' | 'skipped'> & { readonly progress?: Progress },
): Promise<void> {
  const did = JSON.stringify(progress === undefined ? changed : { changed, progress });
  await session.run(
    `UPDATE ${markerTable} SET changed = ${literal(did)}, skipped = ${String(skipped)} WHERE ${isKey(key)}`,
  );
}

/** `locking` waits for a run that is still going on; a plain read would call its marker absent. */
export async function readMarker(session: Session, key: MarkerKey, locking: boolean): Promise<Marker | undefined> {
  const [row] = await session.rows(
    `SELECT state, changed, skipped FROM ${markerTable} WHERE ${isKey(key)}${locking ? ' FOR UPDATE' : ''}`,
  );
  return row && markerOf(row);
}

/** `state, changed, skipped` */
export function markerOf([state, did, skipped]: readonly Cell[]): Marker {
  const read = JSON.parse(did ?? '[]') as ChangedRows[] | { changed: ChangedRows[]; progress: Progress };
  return {
    state: state === 'fenced' ? 'fenced' : 'run',
    changed: 'progress' in read ? read.changed : read,
    skipped: Number(skipped),
    progress: 'progress' in read ? read.progress : null,
  };
}

function keyValues({ execution, chunk }: MarkerKey): string[] {
  return [literal(execution), String(chunk)];
}

function isKey(key: MarkerKey): string {
  const [execution = '', chunk = ''] = keyValues(key);
  return `execution = ${execution} AND chunk = ${chunk}`;
}
