// The row that an execution writes first on the target, in the same transaction as the change: its unique key stops a second run.
import { markerTable } from '@sluice/rollback';
import { literal } from '../connect/literal.js';
import type { Session } from '../connect/session.js';
import { TargetError } from '../connect/target-error.js';
import type { ChangedRows, MarkerKey } from '../types.js';

export interface Marker {
  /** `fenced`: a tombstone; it did not run and never will. */
  readonly state: 'run' | 'fenced';
  readonly changed: readonly ChangedRows[];
  readonly skipped: number;
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
  changed: readonly ChangedRows[],
  skipped: number,
): Promise<void> {
  await session.run(
    `UPDATE ${markerTable} SET changed = ${literal(JSON.stringify(changed))}, skipped = ${String(skipped)} WHERE ${isKey(key)}`,
  );
}

/** `locking` waits for a run that is still going on; a plain read would call its marker absent. */
export async function readMarker(session: Session, key: MarkerKey, locking: boolean): Promise<Marker | undefined> {
  const [row] = await session.rows(
    `SELECT state, changed, skipped FROM ${markerTable} WHERE ${isKey(key)}${locking ? ' FOR UPDATE' : ''}`,
  );
  if (!row) return undefined;
  const [state, changed, skipped] = row;
  return {
    state: state === 'fenced' ? 'fenced' : 'run',
    changed: JSON.parse(changed ?? '[]') as ChangedRows[],
    skipped: Number(skipped),
  };
}

function keyValues({ execution, chunk }: MarkerKey): string[] {
  return [literal(execution), String(chunk)];
}

function isKey(key: MarkerKey): string {
  const [execution = '', chunk = ''] = keyValues(key);
  return `execution = ${execution} AND chunk = ${chunk}`;
}
