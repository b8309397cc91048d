// What an undo would meet, for people to look at. A look only: the undo asks again, under its locks.
import { createHash } from 'node:crypto';
import type { PlannedTable, RollbackPlan } from '@sluice/contracts';
import {
  countConflicts,
  hashConflicts,
  imageSets,
  listConflicts,
  markChangedRows,
  markObstacles,
  type ImageSet,
} from '@sluice/rollback';
import { classifyError } from '../connect/classify-error.js';
import { openSession, type Cell, type Session } from '../connect/session.js';
import { readTableFacts } from '../read/table-facts.js';
import type { FoundConflict, FoundConflicts, MarkerKey, Target } from '../types.js';
import { openWorklists } from './worklists.js';

/** Row by row, the first `cap`, and how many in all. @throws TargetError (e.g. `images-gone`) */
export async function findConflicts(
  target: Target,
  order: { readonly key: MarkerKey; readonly plan: RollbackPlan; readonly cap: number },
): Promise<FoundConflicts> {
  const session = await openSession(target);
  try {
    // Without locks on the live rows: this is only a look.
    await session.run("SET SESSION transaction_isolation = 'READ-COMMITTED'");
    const sets = imageSets(order.plan, order.key.execution);
    await openWorklists(session, sets);
    return await list(session, sets, order.cap);
  } catch (error) {
    throw classifyError(error);
  } finally {
    await session.close();
  }
}

async function list(session: Session, sets: readonly ImageSet[], cap: number): Promise<FoundConflicts> {
  await markConflicts(session, sets);
  let total = 0;
  const conflicts: FoundConflict[] = [];
  for (const set of sets) {
    total += await session.count(countConflicts(set));
    if (conflicts.length >= cap) continue;
    const rows = await session.rows(listConflicts(set, cap - conflicts.length));
    conflicts.push(...rows.map((row) => conflictOf(set.table, row)));
  }
  return { total, conflicts, digest: await digestConflicts(session, sets, false) };
}

/** Of the rows that are marked in the worklists. `locking` as `hashConflicts` takes it. */
export async function digestConflicts(session: Session, sets: readonly ImageSet[], locking: boolean): Promise<string> {
  const digest = createHash('sha256');
  for (const [i, set] of sets.entries()) {
    digest.update(`${String(i)}\n`);
    for await (const [hash] of session.stream(hashConflicts(set, locking))) digest.update(`${hash ?? ''}\n`);
  }
  return digest.digest('hex');
}

/** In the worklists: every row that is not as the change left it, or that something stands in the way of. */
export async function markConflicts(session: Session, sets: readonly ImageSet[]): Promise<void> {
  const facts = await readTableFacts(
    session,
    sets.map(({ table }) => table),
  );
  for (const [i, set] of sets.entries()) {
    const known = facts[i];
    for (const sql of [...markChangedRows(set), ...(known ? markObstacles(set, known, sets) : [])])
      await session.run(sql);
  }
}

function conflictOf(table: PlannedTable, [kind, statement, ...cells]: readonly Cell[]): FoundConflict {
  const width = table.columns.length + 1;
  const part = (index: number): Cell[] | null => {
    const [there, ...values] = cells.slice(index * width, (index + 1) * width);
    return there === '1' ? values : null;
  };
  return {
    statement: Number(statement),
    table: { schema: table.schema, table: table.table },
    kind: kind as FoundConflict['kind'],
    columns: table.columns.map(({ name }) => name),
    before: part(0),
    written: part(1),
    now: part(2),
  };
}
