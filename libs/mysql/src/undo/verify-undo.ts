import { countLeftOver, countPutBack, countToPutBack, imageSets } from '@sluice/rollback';
import { runChecksAlone } from '../run/checks.js';
import type { MarkerKey, Target, VerifyOrder, VerifyResult } from '../types.js';
import { differ, requireMarker, verifyOn } from '../verify/verify-change.js';
import { openWorklists } from './worklists.js';

/** Every row equals its before-image again, or is gone again; as many as the undo's marker says it skipped may differ. */
export function verifyUndo(target: Target, order: VerifyOrder & { readonly undoes: MarkerKey }): Promise<VerifyResult> {
  return verifyOn(target, async (session) => {
    const { skipped } = await requireMarker(session, order);
    const sets = imageSets(order.plan, order.undoes.execution);
    await openWorklists(session, sets);
    let wrong = 0;
    for (const set of sets) {
      const missing = set.hasBefore
        ? (await session.count(countToPutBack(set))) - (await session.count(countPutBack(set)))
        : 0;
      wrong += missing + (await session.count(countLeftOver(set)));
      if (wrong > skipped) throw differ('undo-differs', set, wrong - skipped);
    }
    await runChecksAlone(session, order.checks, order.plan);
  });
}
