// The states before a change of access and after it, whole, with the hashes of passwords: they stay on the target, where only Sluice's account reads them.
import type { AccountState } from '@sluice/contracts';
import { quoteIdentifier } from '@sluice/sql';
import { sluiceSchema } from '@sluice/rollback';
import { literal } from '../connect/literal.js';
import type { Session } from '../connect/session.js';

const table = `${sluiceSchema}.${quoteIdentifier('access_state')}`;

export interface KeptStates {
  readonly before: readonly AccountState[];
  /** Undefined until every statement has run. */
  readonly after: readonly AccountState[] | undefined;
  /** It did not run under this name, or was led back, and never will. */
  readonly isFenced: boolean;
}

export async function createKeptStates(session: Session): Promise<void> {
  await session.run(
    `CREATE TABLE IF NOT EXISTS ${table} (
       execution VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
       state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
       content_hash VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
       before_states MEDIUMTEXT CHARACTER SET utf8mb4 NOT NULL,
       after_states MEDIUMTEXT CHARACTER SET utf8mb4 NULL,
       written_at DATETIME(6) NOT NULL,
       PRIMARY KEY (execution)
     ) ENGINE=InnoDB`,
  );
}

export async function readKeptStates(session: Session, execution: string): Promise<KeptStates | undefined> {
  const [row] = await session.rows(
    `SELECT state, before_states, after_states FROM ${table} WHERE execution = ${literal(execution)} FOR UPDATE`,
  );
  if (!row) return undefined;
  const [state, before, after] = row;
  return {
    before: states(before ?? '[]'),
    after: after == null ? undefined : states(after),
    isFenced: state === 'fenced',
  };
}

export async function keepBefore(
  session: Session,
  execution: string,
  contentHash: string,
  before: readonly AccountState[],
): Promise<void> {
  await session.run(
    `INSERT INTO ${table} (execution, state, content_hash, before_states, after_states, written_at)
     VALUES (${literal(execution)}, 'run', ${literal(contentHash)}, ${literal(JSON.stringify(before))}, NULL, SYSDATE(6))`,
  );
}

export async function fence(session: Session, execution: string): Promise<void> {
  await session.run(
    `INSERT INTO ${table} (execution, state, content_hash, before_states, after_states, written_at)
     VALUES (${literal(execution)}, 'fenced', '', '[]', NULL, SYSDATE(6)) ON DUPLICATE KEY UPDATE state = 'fenced'`,
  );
}

export async function forget(session: Session, execution: string): Promise<void> {
  await session.run(
    `UPDATE ${table} SET state = 'fenced', before_states = '[]', after_states = NULL WHERE execution = ${literal(execution)}`,
  );
}

export async function keepAfter(session: Session, execution: string, after: readonly AccountState[]): Promise<void> {
  await session.run(
    `UPDATE ${table} SET after_states = ${literal(JSON.stringify(after))} WHERE execution = ${literal(execution)}`,
  );
}

function states(json: string): AccountState[] {
  return JSON.parse(json) as AccountState[];
}
