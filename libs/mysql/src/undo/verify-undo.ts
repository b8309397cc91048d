import { countLeftOver, countPutBack, countToPutBack, imageSets, type ImageSet } from '@sluice/rollback';
import type { Session } from '../connect/session.js';
import { TargetError } from '../connect/target-error.js';
import { runChecksAlone } from '../run/checks.js';
import { readChain } from '../run/chunks/chain.js';
import type { MarkerKey, Target, VerifyOrder, VerifyResult } from '../types.js';
import { differ, requireMarker, verifyOn } from '../verify/verify-change.js';
import { filledByChunk } from './chunk-conflicts.js';
import { createWorklists, openWorklists } from './worklists.js';

/** Every row equals its before-image again, or is gone again; as many as the undo's marker says it skipped may differ. */
export function verifyUndo(target: Target, order: VerifyOrder & { readonly undoes: MarkerKey }): Promise<VerifyResult> {
  return verifyOn(target, async (session) => {
    const sets = imageSets(order.plan, order.undoes.execution);
    if (order.plan.run?.cut) await compareChunks(session, order, sets);
    else {
      const { skipped } = await requireMarker(session, order);
      await openWorklists(session, sets);
      await compare(session, sets, skipped);
    }
    await runChecksAlone(session, order.checks, order.plan);
  });
}

async function compareChunks(
  session: Session,
  { key, undoes }: VerifyOrder & { readonly undoes: MarkerKey },
  sets: readonly ImageSet[],
): Promise<void> {
  const { progress } = await readChain(session, key.execution, false);
  if (!progress?.done) throw new TargetError({ code: 'marker-missing', params: {} });
  await createWorklists(session, sets);
  let wrong = 0;
  for await (const chunk of filledByChunk(session, undoes.execution, sets))
    wrong += await compare(session, chunk.sets, progress.skipped - wrong);
}

/** Rows that are not as before. @throws TargetError `undo-differs` where there are more than `skipped` */
async function compare(session: Session, sets: readonly ImageSet[], skipped: number): Promise<number> {
  let wrong = 0;
  for (const set of sets) {
    const missing = set.hasBefore
      ? (await session.count(countToPutBack(set))) - (await session.count(countPutBack(set)))
      : 0;
    wrong += missing + (await session.count(countLeftOver(set)));
    if (wrong > skipped) throw differ('undo-differs', set, wrong - skipped);
  }
  return wrong;
}
