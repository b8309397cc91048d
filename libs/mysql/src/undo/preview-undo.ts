// The first rows that an undo puts back, as they are now -> as they were kept. A look only, like the list of conflicts.
import type { PreviewCell, RollbackPlan, StatementPreview } from '@sluice/contracts';
import { countPreviewed, imageSets, listPreviewed, type ImageSet } from '@sluice/rollback';
import { classifyError } from '../connect/classify-error.js';
import { openSession, type Cell, type Session } from '../connect/session.js';
import { shownLength } from '../preview/stage.js';
import type { MarkerKey, Target } from '../types.js';
import { markConflicts } from './mark-conflicts.js';
import { filledByChunk } from './chunk-conflicts.js';
import { createWorklists, openWorklists } from './worklists.js';

export interface UndoPreviewOrder {
  readonly key: MarkerKey;
  /** Of the change that is undone. */
  readonly plan: RollbackPlan;
  /** Rows that changed since stay as they are, and are neither shown nor counted. */
  readonly leaveConflicts: boolean;
  /** Rows shown of each table. */
  readonly limit: number;
}

/** One for each table that the change touched, numbered in the order of the plan. @throws TargetError (e.g. `images-gone`) */
export async function previewUndo(target: Target, order: UndoPreviewOrder): Promise<StatementPreview[]> {
  const session = await openSession(target);
  try {
    await session.run("SET SESSION transaction_isolation = 'READ-COMMITTED'");
    const sets = imageSets(order.plan, order.key.execution);
    if (order.plan.run?.cut) return await previewChunks(session, sets, order);
    await openWorklists(session, sets);
    if (order.leaveConflicts) await markConflicts(session, sets);
    const previews: StatementPreview[] = [];
    for (const [i, set] of sets.entries()) previews.push(await previewSet(session, set, i + 1, order));
    return previews;
  } catch (error) {
    throw classifyError(error);
  } finally {
    await session.close();
  }
}

/** The rows of the last chunks, which go back first; all of them counted. */
async function previewChunks(
  session: Session,
  sets: readonly ImageSet[],
  order: UndoPreviewOrder,
): Promise<StatementPreview[]> {
  await createWorklists(session, sets);
  let shown: StatementPreview | undefined;
  for await (const { sets: own } of filledByChunk(session, order.key.execution, sets)) {
    const [set] = own;
    if (!set) break;
    if (order.leaveConflicts) await markConflicts(session, own);
    const limit = order.limit - (shown?.rows.length ?? 0);
    shown = joined(shown, await previewSet(session, set, 1, { ...order, limit }));
  }
  return shown ? [shown] : [];
}

function joined(before: StatementPreview | undefined, next: StatementPreview): StatementPreview {
  if (!before) return next;
  const count = (before.matched?.rows ?? 0) + (next.matched?.rows ?? 0);
  const changes = before.columns.map((column, i) => ({
    ...column,
    changes: column.changes || next.columns[i]?.changes === true,
  }));
  return {
    ...before,
    columns: changes,
    rows: [...before.rows, ...next.rows],
    matched: { rows: count, atLeast: false },
  };
}

async function previewSet(
  session: Session,
  set: ImageSet,
  number: number,
  { leaveConflicts, limit }: UndoPreviewOrder,
): Promise<StatementPreview> {
  const { schema, table, columns, keyColumns } = set.table;
  const width = 2 * columns.length + 1;
  const found = await session.rows(listPreviewed(set, leaveConflicts, limit));
  const rows = found.map((cells) => ({ before: rowOf(cells.slice(0, width)), after: rowOf(cells.slice(width)) }));
  return {
    statement: number,
    table: { schema, table },
    columns: columns.map(({ name }, i) => ({
      name,
      key: keyColumns.includes(name),
      changes: rows.some(({ before, after }) => before && after && before[i]?.text !== after[i]?.text),
    })),
    rows,
    matched: { rows: await session.count(countPreviewed(set, leaveConflicts)), atLeast: false },
    notComputed: null,
  };
}

function rowOf([there, ...cells]: readonly Cell[]): PreviewCell[] | null {
  if (there !== '1') return null;
  return Array.from({ length: cells.length / 2 }, (_, i) => {
    const text = cells[2 * i] ?? null;
    const length = Number(cells[2 * i + 1] ?? 0);
    return text !== null && length > shownLength ? { text, length } : { text };
  });
}
