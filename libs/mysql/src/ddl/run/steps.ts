// One step of a structure change, forwards and back. A step that fails leaves nothing.
import type { KeptValues, RollbackPlan, Structure, StructureStep } from '@sluice/contracts';
import {
  countKeptConflicts,
  countOtherRows,
  createKept,
  keepAfter,
  keepBefore,
  markKeptConflicts,
  putBackKept,
  type KeptPlace,
} from '@sluice/ddl';
import { quoteIdentifier } from '@sluice/sql';
import { literal } from '../../connect/literal.js';
import type { Session } from '../../connect/session.js';
import { TargetError } from '../../connect/target-error.js';
import type { MarkerKey, UndoOrder } from '../../types.js';
import { putAside, putCreatedAsideSql, takeBackSql } from '../put-aside.js';
import { undoSettings } from '../rehearse.js';
import { asidePlace, keptPlace } from './names.js';
import { patiently, type Patience } from './patiently.js';

export interface Running {
  readonly session: Session;
  /** Names what is kept. */
  readonly key: MarkerKey;
  readonly plan: RollbackPlan;
  readonly structure: Structure;
  readonly patience: Patience;
}

export async function runStep(running: Running, number: number): Promise<void> {
  const { session, key, structure } = running;
  const step = stepAt(structure, number);
  const tables = tablesOf(step, 'before');
  if (step.recycled.length > 0) {
    await patiently(session, tables, running.patience, () =>
      putAside(session, structure.schema, step.recycled, asidePlace(key, number)),
    );
    return;
  }
  const values = step.kept[0];
  if (values === undefined) {
    await patiently(session, tables, running.patience, () => asApproved(running, step.run));
    return;
  }
  const place = keptPlace(key, structure, number, values);
  const after = keepAfter(values, place);
  await patiently(session, tables, running.patience, async () => {
    await session.run(`DROP TABLE IF EXISTS ${place.kept}`);
    await session.run(createKept(values, place));
    await locked(running, all(step, 'before'), place.kept, async () => {
      await session.run(keepBefore(values, place));
      await asApproved(running, step.run);
      if (after !== undefined) await session.run(after);
    });
  });
}

const lenient = 'ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';

/** @throws TargetError `conflicts` */
export async function undoStep(running: Running, number: number, onConflict: UndoOrder['onConflict']): Promise<void> {
  const { session, key, structure } = running;
  const step = stepAt(structure, number);
  const tables = tablesOf(step, 'after');
  const place = asidePlace(key, number);
  const values = step.kept[0];
  // New moments go back in the zone that they came in.
  await undoSettings(session);
  await session.run(`SET SESSION time_zone = ${literal(running.plan.session.timeZone)}`);
  if (values !== undefined) {
    const at = keptPlace(key, structure, number, values);
    const mark = markKeptConflicts(values, at);
    await patiently(session, tables, running.patience, () =>
      locked(running, all(step, 'after'), at.kept, async () => {
        await session.run(`UPDATE ${at.kept} SET conflict = 0 WHERE conflict = 1`);
        if (mark !== undefined && onConflict !== 'overwrite') await session.run(mark);
        const rows = await session.count(countKeptConflicts(at));
        if (rows > 0 && onConflict === 'stop') throw new TargetError({ code: 'conflicts', params: { rows } });
        await openAndPutBack(running, step, { values, at, conflicts: rows });
      }),
    );
    return;
  }
  const filled = await rowsSince(running, step);
  if (filled > 0 && onConflict === 'stop') throw new TargetError({ code: 'conflicts', params: { rows: filled } });
  await refuseHeld(running, step);
  const back = [
    takeBackSql(structure.schema, step.recycled, place),
    ...(step.inverse ?? []),
    putCreatedAsideSql(structure.schema, step.created, place),
  ];
  for (const sql of back) {
    if (sql !== null) await patiently(session, tables, running.patience, async () => void (await session.run(sql)));
  }
}

/** A foreign key that somebody made since to a table that goes aside would go along. @throws TargetError `drift` */
async function refuseHeld({ session, structure }: Running, { created }: StructureStep): Promise<void> {
  if (created.length === 0) return;
  const names = created.map(literal).join(', ');
  const [row] = await session.rows(
    `SELECT TABLE_NAME FROM information_schema.KEY_COLUMN_USAGE
     WHERE REFERENCED_TABLE_SCHEMA = ${literal(structure.schema)} AND REFERENCED_TABLE_NAME IN (${names})
       AND NOT (TABLE_SCHEMA = ${literal(structure.schema)} AND TABLE_NAME IN (${names}))`,
  );
  if (row !== undefined) throw new TargetError({ code: 'drift', params: { table: row[0] ?? '' } });
}

interface PuttingBack {
  readonly values: KeptValues;
  readonly at: KeptPlace;
  readonly conflicts: number;
}

/** Under the lock. Where it can't be ended, it is led back to where the statement led, and all is as before. */
async function openAndPutBack(
  running: Running,
  step: StructureStep,
  { values, at, conflicts }: PuttingBack,
): Promise<void> {
  const { session } = running;
  // Where every row gets its own value again, what the conversion makes of the present one is nothing to stop at.
  const isAllKept = (await session.count(countOtherRows(values, at))) + conflicts === 0;
  if (isAllKept) await session.run(`SET SESSION sql_mode = ${literal(lenient)}`);
  const [first, ...others] = step.inverse ?? [];
  if (first !== undefined) await session.run(first);
  try {
    for (const sql of others) await session.run(sql);
    await undoSettings(session);
    // Keys over these columns follow, and are checked; any other the values do not touch. With checks it would want locks on tables far away.
    await session.run('SET SESSION foreign_key_checks = 0');
    await session.run(putBackKept(values, at));
    await session.run('SET SESSION foreign_key_checks = 1');
    for (const sql of step.closing) await session.run(sql);
  } catch (error) {
    if (error instanceof TargetError && error.outcome === 'unknown') throw error;
    await session.run('SET SESSION foreign_key_checks = 1');
    if (isAllKept) await session.run(`SET SESSION sql_mode = ${literal(lenient)}`);
    for (const sql of step.reopening) await session.run(sql);
    throw error;
  }
}

/** What others put into a table that was emptied: it would go aside with the empty one. */
async function rowsSince({ session, structure }: Running, { recycled }: StructureStep): Promise<number> {
  let rows = 0;
  for (const { table, leaves } of recycled) {
    if (leaves === 'gone') continue;
    rows += await session.count(`SELECT COUNT(*) FROM ${quoteIdentifier(structure.schema)}.${quoteIdentifier(table)}`);
  }
  return rows;
}

/** Nobody writes between what is kept and what is changed. Foreign keys want their other tables locked as well. */
async function locked(
  { session, structure }: Running,
  tables: readonly string[],
  kept: string,
  work: () => Promise<void>,
): Promise<void> {
  const names = [...new Set(tables)].map(
    (table) => `${quoteIdentifier(structure.schema)}.${quoteIdentifier(table)} WRITE`,
  );
  await session.run(`LOCK TABLES ${[...names, `${kept} WRITE`].join(', ')}`);
  try {
    await work();
  } finally {
    await session.run('UNLOCK TABLES');
  }
}

/** In the settings under which the text was rehearsed; then in our own again. */
async function asApproved({ session, plan }: Running, sql: string): Promise<void> {
  await session.run(
    `SET SESSION sql_mode = ${literal(plan.session.sqlMode)}, SESSION time_zone = ${literal(plan.session.timeZone)},
       SESSION collation_connection = ${literal(plan.session.collation)}`,
  );
  try {
    await session.run(sql);
  } finally {
    await ownSettings(session);
  }
}

/** Every value goes into a kept column as it is. After a lost connection there is nothing to set. */
async function ownSettings(session: Session): Promise<void> {
  try {
    await session.run(
      `SET SESSION sql_mode = ${literal('ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION')}, SESSION time_zone = '+00:00'`,
    );
  } catch (error) {
    if (!(error instanceof TargetError) || error.failure.code !== 'connection-lost') throw error;
  }
}

function stepAt({ steps }: Structure, number: number): StructureStep {
  const step = steps[number];
  if (step === undefined) throw new Error(`no step ${String(number)}`);
  return step;
}

/** Those that are there then and that the step changes; of a step that changes no definition, all. */
function tablesOf({ definitions, recycled }: StructureStep, when: 'before' | 'after'): string[] {
  const touched = definitions.filter(
    ({ table, before, after }) => before !== after || recycled.some((one) => one.table === table),
  );
  return (touched.length === 0 ? definitions : touched).filter((one) => one[when] !== null).map(({ table }) => table);
}

function all({ definitions }: StructureStep, when: 'before' | 'after'): string[] {
  return definitions.filter((one) => one[when] !== null).map(({ table }) => table);
}
