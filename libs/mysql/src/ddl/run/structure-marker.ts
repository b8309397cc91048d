// A definition can't be changed in one transaction with a row, so the marker of a structure change is written before it and completed after it.
// In between, the definitions themselves say how far it came; a named lock says whether its session still lives.
import { createHash } from 'node:crypto';
import { markerTable } from '@sluice/rollback';
import { literal } from '../../connect/literal.js';
import type { Session } from '../../connect/session.js';
import { TargetError } from '../../connect/target-error.js';
import type { MarkerKey } from '../../types.js';

/** `begun`: ask the definitions. `fenced`: it did not run, or was taken back whole, and never will. */
export type StructureState = 'begun' | 'run' | 'fenced';

/** @throws TargetError `marker-exists` */
export async function beginMarker(
  session: Session,
  key: MarkerKey,
  contentHash: string,
  state: StructureState,
): Promise<void> {
  const values = [
    literal(key.execution),
    String(key.chunk),
    literal(state),
    literal(contentHash),
    "'[]'",
    '0',
    'SYSDATE(6)',
  ];
  try {
    await session.run(
      `INSERT INTO ${markerTable} (execution, chunk, state, content_hash, changed, skipped, written_at) VALUES (${values.join(', ')})`,
    );
  } catch (error) {
    if (!(error instanceof TargetError) || error.errno !== 1062) throw error;
    throw new TargetError({ code: 'marker-exists', params: {} }, 'unknown', false, 1062, { cause: error });
  }
}

export async function setMarker(session: Session, key: MarkerKey, state: StructureState): Promise<void> {
  await session.run(`UPDATE ${markerTable} SET state = ${literal(state)} WHERE ${isKey(key)}`);
}

/** Nothing was begun after all: another attempt may write it again. */
export async function removeMarker(session: Session, key: MarkerKey): Promise<void> {
  await session.run(`DELETE FROM ${markerTable} WHERE ${isKey(key)}`);
}

export async function stateOf(session: Session, key: MarkerKey): Promise<StructureState | undefined> {
  const state = await session.cell(`SELECT state FROM ${markerTable} WHERE ${isKey(key)}`);
  return state === null ? undefined : (state as StructureState);
}

function isKey({ execution, chunk }: MarkerKey): string {
  return `execution = ${literal(execution)} AND chunk = ${String(chunk)}`;
}

/**
 * Held by the session that runs or settles it, until that session's end: while a dead client's server goes on with its statement, nobody
 * else gets it. @returns whether it was got
 */
export async function takeName(session: Session, { execution }: MarkerKey, waitSeconds: number): Promise<boolean> {
  return (await session.cell(`SELECT GET_LOCK(${literal(`sluice:${execution}`)}, ${String(waitSeconds)})`)) === '1';
}

/**
 * One structure change of ours at a time on a schema: two that begin at once would each find the definitions as approved.
 * @throws TargetError `lock-wait-timeout`
 */
export async function takeSchema(session: Session, schema: string): Promise<void> {
  // A lock's name takes 64 characters, as many as a schema's alone.
  const name = `sluice:${createHash('sha256').update(schema).digest('hex').slice(0, 40)}`;
  if ((await session.cell(`SELECT GET_LOCK(${literal(name)}, 5)`)) === '1') return;
  throw new TargetError({ code: 'lock-wait-timeout', params: { attempts: 1 } }, 'no-effect', true, 1205);
}
