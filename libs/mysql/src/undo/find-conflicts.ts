// What an undo would meet, for people to look at. A look only: the undo asks again, under its locks.
import type { RollbackPlan } from '@sluice/contracts';
import {
  conflictChoices,
  countConflicts,
  countObstacles,
  imageSets,
  listConflicts,
  type ImageSet,
} from '@sluice/rollback';
import { classifyError } from '../connect/classify-error.js';
import { openSession, type Cell, type Session } from '../connect/session.js';
import type { FoundConflict, FoundConflicts, MarkerKey, Target } from '../types.js';
import { conflictsByChunk, digestOfChunks } from './chunk-conflicts.js';
import { digestConflicts, markConflicts } from './mark-conflicts.js';
import { createWorklists, openWorklists } from './worklists.js';

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
    if (order.plan.run?.cut) return await listChunks(session, sets, order);
    await openWorklists(session, sets);
    await markConflicts(session, sets);
    const found = await list(session, sets, order.cap);
    const choices = conflictChoices(sets, found.obstacles);
    return {
      total: found.total,
      conflicts: found.conflicts,
      choices,
      digest: await digestConflicts(session, sets, false),
    };
  } catch (error) {
    throw classifyError(error);
  } finally {
    await session.close();
  }
}

/** The worklists are marked. */
async function list(
  session: Session,
  sets: readonly ImageSet[],
  cap: number,
): Promise<Pick<FoundConflicts, 'total' | 'conflicts'> & { obstacles: number }> {
  let total = 0;
  let obstacles = 0;
  const conflicts: FoundConflict[] = [];
  for (const set of sets) {
    total += await session.count(countConflicts(set));
    obstacles += await session.count(countObstacles(set));
    if (conflicts.length >= cap) continue;
    const rows = await session.rows(listConflicts(set, cap - conflicts.length));
    conflicts.push(...rows.map((row) => conflictOf(set, row)));
  }
  return { total, obstacles, conflicts };
}

async function listChunks(
  session: Session,
  sets: readonly ImageSet[],
  { key, cap }: { readonly key: MarkerKey; readonly cap: number },
): Promise<FoundConflicts> {
  await createWorklists(session, sets);
  let total = 0;
  let obstacles = 0;
  const conflicts: FoundConflict[] = [];
  const seen: Record<string, string> = {};
  for await (const chunk of conflictsByChunk(session, key.execution, sets)) {
    if (chunk.conflicts === 0) continue;
    total += chunk.conflicts;
    const found = await list(session, chunk.sets, Math.max(cap - conflicts.length, 0));
    obstacles += found.obstacles;
    conflicts.push(...found.conflicts);
    seen[String(chunk.chunk)] = await chunk.digest();
  }
  return { total, conflicts, choices: conflictChoices(sets, obstacles), digest: digestOfChunks(seen) };
}

function conflictOf({ table, chunk }: ImageSet, [kind, statement, ...cells]: readonly Cell[]): FoundConflict {
  const width = table.columns.length + 1;
  const part = (index: number): Cell[] | null => {
    const [there, ...values] = cells.slice(index * width, (index + 1) * width);
    return there === '1' ? values : null;
  };
  return {
    statement: chunk === undefined ? Number(statement) : 1,
    table: { schema: table.schema, table: table.table },
    kind: kind as FoundConflict['kind'],
    columns: table.columns.map(({ name }) => name),
    before: part(0),
    written: part(1),
    now: part(2),
  };
}
