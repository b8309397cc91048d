// How far a structure change has come, by the definitions there are.
import type { Structure } from '@sluice/contracts';
import { withoutNextId } from '@sluice/ddl';
import { quoteIdentifier } from '@sluice/sql';
import { literal } from '../../connect/literal.js';
import type { Session } from '../../connect/session.js';
import { TargetError } from '../../connect/target-error.js';
import type { MarkerKey } from '../../types.js';
import { asidePlace, keepingSchema } from './names.js';

type State = ReadonlyMap<string, string | null>;

/** As rehearsed, after that many steps. */
export function stateAfter({ steps }: Structure, done: number): State {
  const state = new Map<string, string | null>();
  for (const { definitions } of steps) {
    for (const { table, before } of definitions) if (!state.has(table)) state.set(table, before);
  }
  for (const { definitions } of steps.slice(0, done))
    for (const { table, after } of definitions) state.set(table, after);
  return state;
}

export async function liveState(session: Session, structure: Structure): Promise<State> {
  const live = new Map<string, string | null>();
  for (const table of stateAfter(structure, 0).keys())
    live.set(table, await definitionOf(session, structure.schema, table));
  return live;
}

async function definitionOf(session: Session, schema: string, table: string): Promise<string | null> {
  try {
    const [row] = await session.rows(`SHOW CREATE TABLE ${quoteIdentifier(schema)}.${quoteIdentifier(table)}`);
    return row?.[1] === undefined || row[1] === null ? null : withoutNextId(row[1]);
  } catch (error) {
    if (error instanceof TargetError && (error.errno === 1146 || error.errno === 1049)) return null;
    throw error;
  }
}

/** The first table that is not as in that state; undefined: all are. */
export function differs(live: State, state: State): string | undefined {
  return [...state].find(([table, createSql]) => live.get(table) !== createSql)?.[0];
}

/** Steps done, where that is certain. A table that was emptied looks as before: what was put aside tells. */
export async function stepsDone(session: Session, key: MarkerKey, structure: Structure): Promise<number | undefined> {
  const live = await liveState(session, structure);
  const aside: boolean[] = [];
  for (const [i, { recycled }] of structure.steps.entries()) {
    aside.push(recycled.length > 0 && (await isAside(session, key, i)));
  }
  for (let done = structure.steps.length; done >= 0; done--) {
    if (differs(live, stateAfter(structure, done)) !== undefined) continue;
    if (structure.steps.every(({ recycled }, i) => recycled.length === 0 || aside[i] === i < done)) return done;
  }
  return undefined;
}

async function isAside(session: Session, key: MarkerKey, step: number): Promise<boolean> {
  const { prefix } = asidePlace(key, step);
  const rows = await session.rows(
    `SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = ${literal(keepingSchema)} AND TABLE_NAME = ${literal(`${prefix}0`)}`,
  );
  return rows.length > 0;
}
