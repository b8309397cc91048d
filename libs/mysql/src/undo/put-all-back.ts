// What an undo does inside its transaction: locks, schema, conflicts, delete and insert, comparison with the before-images.
import type { ConflictChoice, PlannedTable } from '@sluice/contracts';
import {
  clearConflicts,
  countByStatement,
  countConflicts,
  countLeftOver,
  countOrphans,
  countPutBack,
  countToPutBack,
  deleteRows,
  insertRows,
  logsInUndo,
  lockLive,
  markChangedRows,
  markObstacles,
  markReinserted,
  removeAbove,
  undoWay,
  updateRows,
  type ImageSet,
  type TableFacts,
} from '@sluice/rollback';
import type { Session } from '../connect/session.js';
import { TargetError } from '../connect/target-error.js';
import { readTableFacts } from '../read/table-facts.js';
import { compareDefinitions, lockDefinitions } from '../run/drift.js';
import { lockAbove } from '../run/lock-above.js';
import { undoSettings } from '../run/settings.js';
import type { Worked } from '../run/transaction.js';
import type { ChangedRows, UndoOrder } from '../types.js';
import { digestConflicts, markConflicts } from './mark-conflicts.js';
import { fillWorklists } from './worklists.js';

interface Work extends ImageSet {
  readonly facts: TableFacts;
}

/** The undo of `sets`, whose worklists are empty, inside a transaction. @throws TargetError */
export async function putAllBack(
  session: Session,
  { plan, onConflict, acceptsConflicts }: Pick<UndoOrder, 'plan' | 'onConflict' | 'acceptsConflicts'>,
  sets: readonly ImageSet[],
): Promise<Worked> {
  await undoSettings(session);
  const logs = logsInUndo(plan);
  const own = sets.map(({ table }) => table);
  const tables = [...own, ...logs.filter((log) => !own.includes(log))];
  await lockDefinitions(session, tables);
  await fillWorklists(session, sets);
  for (const set of sets) await session.run(lockLive(set));
  await compareDefinitions(session, tables);
  const facts = await readTableFacts(session, tables);
  const works = sets.map((set, i) => ({ ...set, facts: facts[i] }) as Work);
  if (onConflict === 'overwrite' && acceptsConflicts) await refuseUnseen(session, works, acceptsConflicts);
  const skipped = await settleConflicts(session, works, onConflict);
  const above = await lockLogs(session, logs);
  await putBack(session, works);
  // What the undo's own triggers inserted.
  for (const [log, id] of above) await session.run(removeAbove(log, id));
  for (const one of works) await compare(session, one);
  await refuseOrphans(session, works);
  return { changed: await countRows(session, works, plan.statements.length), skipped };
}

/** Nobody's row is overwritten that the person who agreed has not seen as it is. @throws TargetError `approval-void` */
async function refuseUnseen(
  session: Session,
  works: readonly Work[],
  accepts: (digest: string) => boolean,
): Promise<void> {
  await markConflicts(session, works);
  const digest = await digestConflicts(session, works, true);
  if (!accepts(digest)) throw new TargetError({ code: 'approval-void', params: {} });
  for (const one of works) await session.run(clearConflicts(one));
}

/** Rows left out. @throws TargetError `conflicts` */
async function settleConflicts(session: Session, works: readonly Work[], choice: ConflictChoice): Promise<number> {
  for (const one of works) {
    if (choice !== 'overwrite') for (const sql of markChangedRows(one)) await session.run(sql);
    else if (one.facts.triggers.some(({ event }) => event === 'DELETE')) await session.run(markReinserted(one));
    for (const sql of markObstacles(one, one.facts, works)) await session.run(sql);
  }
  let rows = 0;
  for (const one of works) rows += await session.count(countConflicts(one));
  // Rows that moved to other keys go back together or not at all: which belong together is not kept.
  const together = works.some(({ movesKeys }) => movesKeys);
  if (rows > 0 && (choice !== 'skip' || together)) throw new TargetError({ code: 'conflicts', params: { rows } });
  return rows;
}

async function lockLogs(session: Session, logs: readonly PlannedTable[]): Promise<Map<PlannedTable, string | null>> {
  const above = new Map<PlannedTable, string | null>();
  for (const log of logs) above.set(log, await lockAbove(session, log));
  return above;
}

/** All deletes first: only then are the values of unique keys free again. */
async function putBack(session: Session, works: readonly Work[]): Promise<void> {
  for (const one of works) await session.run(deleteRows(one, undoWay(one.facts)));
  for (const one of works) {
    if (undoWay(one.facts) === 'update' && one.hasBefore && one.hasAfter) {
      for (const sql of updateRows(one)) await session.run(sql);
    }
    for (const sql of insertRows(one, undoWay(one.facts))) await session.run(sql);
  }
}

/** Inside the transaction, every byte, generated columns too. @throws TargetError `undo-differs` */
async function compare(session: Session, set: Work): Promise<void> {
  const leftOver = await session.count(countLeftOver(set));
  const missing = set.hasBefore
    ? (await session.count(countToPutBack(set))) - (await session.count(countPutBack(set)))
    : 0;
  if (leftOver + missing === 0) return;
  const table = `${set.table.schema}.${set.table.table}`;
  throw new TargetError({ code: 'undo-differs', params: { table, rows: leftOver + missing } });
}

/** @throws TargetError `conflicts` */
async function refuseOrphans(session: Session, works: readonly Work[]): Promise<void> {
  let rows = 0;
  for (const one of works) for (const sql of countOrphans(one, one.facts)) rows += await session.count(sql);
  if (rows > 0) throw new TargetError({ code: 'conflicts', params: { rows } });
}

async function countRows(session: Session, works: readonly Work[], statements: number): Promise<ChangedRows[]> {
  const counts = new Map<number, number>();
  for (const one of works) {
    for (const [number, rows] of await session.rows(countByStatement(one))) {
      // The rows of a chunk carry its number, and are of the one statement.
      const statement = one.chunk === undefined ? Number(number) : 1;
      counts.set(statement, (counts.get(statement) ?? 0) + Number(rows));
    }
  }
  return Array.from({ length: statements }, (_, i) => ({ statement: i + 1, rows: counts.get(i + 1) ?? 0 }));
}
