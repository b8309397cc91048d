// Verification: a new connection that knows only plan and images.
import { countImages, heldSets, imageSets, setsOf, type ImageSet } from '@sluice/rollback';
import { classifyError } from '../connect/classify-error.js';
import { openSession, type Session } from '../connect/session.js';
import { TargetError } from '../connect/target-error.js';
import { runChecksAlone } from '../run/checks.js';
import { readMarker, type Marker } from '../run/marker.js';
import type { Target, VerifyOrder, VerifyResult } from '../types.js';
import { countChanged } from '../undo/changed-rows.js';
import { openWorklists } from '../undo/worklists.js';
import { compareChunks } from './verify-chunks.js';

/** Marker there; as many images as rows changed; after-images equal the live rows byte for byte; deleted rows absent; the checks again. */
export async function verifyChange(target: Target, order: VerifyOrder): Promise<VerifyResult> {
  return verifyOn(target, async (session) => {
    const { plan, key } = order;
    const sets = imageSets(plan, key.execution);
    if (plan.run?.cut) {
      await compareChunks(session, order, sets);
      return;
    }
    const marker = await requireMarker(session, order);
    await compareCounts(session, sets, order, marker);
    await openWorklists(session, sets);
    for (const set of sets) {
      const rows = await countChanged(session, set);
      if (rows > 0) throw differ('images-differ', set, rows);
    }
    await runChecksAlone(session, order.checks, plan);
  });
}

export async function verifyOn(target: Target, work: (session: Session) => Promise<void>): Promise<VerifyResult> {
  let session: Session | undefined;
  try {
    session = await openSession(target);
    // Reads of the live rows beside the worklist must not wait for others' locks, nor hold any.
    await session.run("SET SESSION transaction_isolation = 'READ-COMMITTED'");
    await work(session);
    return { verdict: 'verified' };
  } catch (error) {
    return judge(classifyError(error));
  } finally {
    await session?.close();
  }
}

/** What a check or comparison says is certain; what the target or the network says may be another thing in a moment. */
function judge(error: TargetError): VerifyResult {
  const { failure, errno } = error;
  const certain =
    errno === null &&
    error.outcome === 'no-effect' &&
    failure.code !== 'target-unreachable' &&
    failure.code !== 'access-denied';
  if (certain || failure.code === 'check-error') return { verdict: 'failed', failure };
  if (errno === 1146) {
    return {
      verdict: 'failed',
      failure: { code: 'images-gone', params: { table: String(failure.params.message ?? '') } },
    };
  }
  return { verdict: 'unknown', failure };
}

export async function requireMarker(session: Session, { key }: VerifyOrder): Promise<Marker> {
  const marker = await readMarker(session, key, false);
  if (marker?.state !== 'run') throw new TargetError({ code: 'marker-missing', params: {} });
  return marker;
}

async function compareCounts(
  session: Session,
  sets: readonly ImageSet[],
  { plan }: VerifyOrder,
  marker: Marker,
): Promise<void> {
  for (const { statement, rows, images } of marker.changed) {
    const planned = plan.statements.find(({ number }) => number === statement);
    const own = planned ? setsOf(planned, sets) : [];
    if (!planned || own.length === 0) continue;
    let kept = 0;
    if (images !== undefined) {
      for (const set of heldSets(planned, sets)) kept += await countBoth(session, set, statement);
      if (kept !== images)
        throw new TargetError({ code: 'captured-differs', params: { captured: kept, changed: images } });
      continue;
    }
    for (const { names } of own) {
      const image = planned.operation === 'delete' ? names.before : names.after;
      kept += await session.count(`SELECT COUNT(*) FROM ${image} WHERE statement_no = ${String(statement)}`);
    }
    if (kept !== rows) throw new TargetError({ code: 'captured-differs', params: { captured: kept, changed: rows } });
  }
}

async function countBoth(
  session: Session,
  { names, hasBefore, hasAfter }: ImageSet,
  statement: number,
): Promise<number> {
  const before = hasBefore ? await session.count(countImages(statement, names.before)) : 0;
  return before + (hasAfter ? await session.count(countImages(statement, names.after)) : 0);
}

export function differ(code: 'images-differ' | 'undo-differs', { table }: ImageSet, rows: number): TargetError {
  return new TargetError({ code, params: { table: `${table.schema}.${table.table}`, rows } });
}
