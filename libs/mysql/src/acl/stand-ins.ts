// What a rehearsal of access needs on its server: stand-ins of accounts, tables and routines.
import type { AccountState, Level } from '@sluice/contracts';
import { accessStatements, accountText, levelKey, withSignIn, type AccessStatement, type StandIns } from '@sluice/acl';
import { quoteIdentifier } from '@sluice/sql';
import type { Session } from '../connect/session.js';

/** What the target has, as far as grants ask. */
export interface TargetObjects {
  /** Of a table or view; empty where there is none. */
  columns(table: { readonly schema: string; readonly name: string }): Promise<readonly string[]>;
  hasRoutine(routine: { readonly type: string; readonly schema: string; readonly name: string }): Promise<boolean>;
}

interface Needed {
  readonly schema: string;
  readonly statements: readonly AccessStatement[];
  readonly before: readonly AccountState[];
  readonly objects: TargetObjects;
}

export async function makeStandIns(session: Session, standIns: StandIns, needed: Needed): Promise<void> {
  await makeObjects(session, standIns, needed);
  const states = needed.before.map((state) => standIns.state(withOwnSignIn(state)));
  const none = states.map((state) => ({ account: state.account, clauses: null, items: [] }));
  for (const sql of accessStatements(none, states)) await session.run(sql);
}

export async function dropStandIns(session: Session, standIns: StandIns): Promise<void> {
  const { accounts, schemas } = standIns.made();
  for (const account of accounts) await session.run(`DROP USER IF EXISTS ${accountText(account)}`);
  for (const schema of schemas) await session.run(`DROP DATABASE IF EXISTS ${quoteIdentifier(schema)}`);
}

/** Nobody can sign in as a stand-in: its password is nobody's. Roles have none, and are locked. */
function withOwnSignIn(state: AccountState): AccountState {
  const isRole = state.clauses?.lock === 'ACCOUNT LOCK' && state.clauses.expire === 'PASSWORD EXPIRE';
  return withSignIn(state, () => (isRole ? '' : 'IDENTIFIED BY RANDOM PASSWORD'));
}

async function makeObjects(
  session: Session,
  standIns: StandIns,
  { statements, before, objects }: Needed,
): Promise<void> {
  const held = before.flatMap(({ items }) => items.flatMap((item) => (item.type === 'privilege' ? [item] : [])));
  const named = statements.flatMap(({ level }) => (level ? [standIns.whole(level)] : []));
  const levels = new Map<string, Level>();
  for (const level of [...held.map((item) => item.level), ...named]) levels.set(levelKey(level), level);
  const kept = new Set(held.map(({ level }) => levelKey(level)));
  for (const [key, level] of levels) {
    if (level.type === 'global' || level.type === 'schema') continue;
    await session.run(`CREATE DATABASE IF NOT EXISTS ${quoteIdentifier(standIns.schema(level.schema))}`);
    const name = `${quoteIdentifier(standIns.schema(level.schema))}.${quoteIdentifier(level.name)}`;
    if (level.type === 'table') {
      // What is held on a table stays when the table is dropped.
      const columns = new Set(await objects.columns(level));
      for (const item of held) if (levelKey(item.level) === key && item.column !== null) columns.add(item.column);
      if (columns.size === 0 && kept.has(key)) columns.add('a');
      const list = [...columns].map((column) => `${quoteIdentifier(column)} INT`).join(', ');
      if (columns.size > 0) await session.run(`CREATE TABLE ${name} (${list})`);
    } else if (kept.has(key) || (await objects.hasRoutine(level))) await session.run(routine(level.type, name));
  }
}

function routine(type: 'procedure' | 'function' | 'library', name: string): string {
  if (type === 'procedure') return `CREATE PROCEDURE ${name}() DO 0`;
  if (type === 'function') return `CREATE FUNCTION ${name}() RETURNS INT DETERMINISTIC RETURN 0`;
  return `CREATE LIBRARY ${name} LANGUAGE JAVASCRIPT AS ''`;
}
