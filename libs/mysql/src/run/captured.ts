// What the captures of every kind of statement share: the statement itself between two readings of what the server counts.
import type { PlannedStatement, RollbackPlan } from '@sluice/contracts';
import type { ImageSet } from '@sluice/rollback';
import type { Session } from '../connect/session.js';
import { TargetError } from '../connect/target-error.js';
import type { ComparedSchema } from './drift.js';
import { userSettings } from './settings.js';
import { compareCounters, readCounters, type Beyond } from './side-effects.js';
import type { TiedRows } from './tied-rows.js';

/** What one statement did: rows that it matched (those captured) and rows that are other than before. */
export interface CountedRows {
  readonly changed: number;
  readonly matched: number;
  /** Row images that are kept of it, before and after; only where it reaches more than its own rows. */
  readonly images?: number;
}

export interface Captured {
  readonly session: Session;
  readonly plan: RollbackPlan;
  readonly statement: PlannedStatement;
  /** One for each table that the statement changes. */
  readonly sets: readonly ImageSet[];
  /** What it reaches beyond its own rows; undefined: nothing. */
  readonly tied?: TiedRows | undefined;
  /** One table, no key moves, nothing beside it: fewer passes do. */
  readonly inChunks?: boolean;
  readonly rowLimit: number;
  /** The first statement's moment to compare the schema: after its capture, before anything changes. */
  beforeChange(): Promise<ComparedSchema>;
}

/** The statement as written, between two readings of what the server counts: at most `atMost`. */
export async function change(
  captured: Captured,
  schema: ComparedSchema,
  matched: number,
  atMost = matched,
): Promise<number> {
  const { session, plan, statement, sets, tied } = captured;
  const among = (names: ReadonlySet<string>): boolean =>
    sets.some(({ table }) => names.has(`${table.schema}.${table.table}`));
  const native = among(schema.nativeParents);
  await tied?.capture(captured, matched);
  const counts = native || tied !== undefined;
  await userSettings(session, plan);
  const before = await readCounters(session, counts, 'before');
  const { affected } = await session.run(statement.text);
  if (affected > atMost) throw differs(matched, affected);
  const after = await readCounters(session, counts, 'after');
  const compare = (beyond?: Beyond): void =>
    compareCounters(statement, before, after, affected, matched, among(schema.partitioned), beyond);
  // What it did beyond its own rows is only known from their images.
  if (tied) tied.compare = (beyond) => compare({ ...beyond, native });
  else compare();
  return affected;
}

export function onlySet({ sets, statement }: Captured): ImageSet {
  const [set, second] = sets;
  if (!set || second) throw new Error(`statement ${String(statement.number)} does not change one table`);
  return set;
}

export function limitRows({ rowLimit }: Captured, rows: number): void {
  if (rows > rowLimit) throw new TargetError({ code: 'row-limit', params: { rows, limit: rowLimit } });
}

export async function expectRows(session: Session, sql: string, expected: number): Promise<void> {
  const { affected } = await session.run(sql);
  if (affected !== expected) throw differs(affected, expected);
}

export function differs(captured: number, changed: number): TargetError {
  return new TargetError({ code: 'captured-differs', params: { captured, changed } });
}
