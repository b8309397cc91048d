import type { AccountState } from '@sluice/contracts';
import type { AccessStatement } from '@sluice/acl';
import type { TargetConnection } from '../types.js';
import { readAccessWithRoles } from './read-access-states.js';
import { readHolders } from './read-holders.js';

export interface AccessBefore {
  readonly states: readonly AccountState[];
  /** False: an account is dropped or renamed, and who has it as a role could not be read. */
  readonly holdersKnown: boolean;
}

const endingKinds = new Set(['drop-user', 'drop-role', 'rename-user']);

/** The states of every account that the statements may change, and of their roles. @throws TargetError */
export async function readAccessBefore(
  connection: TargetConnection,
  statements: readonly AccessStatement[],
): Promise<AccessBefore> {
  const named = statements.flatMap(({ accounts }) => accounts);
  const ending = statements.flatMap(({ kind, accounts }) => (endingKinds.has(kind) ? accounts : []));
  const holders = await readHolders(connection, ending);
  const accounts = [...named, ...(holders ?? [])].map(({ user, host }) => ({ user, host }));
  return { states: await readAccessWithRoles(connection, accounts), holdersKnown: holders !== undefined };
}
