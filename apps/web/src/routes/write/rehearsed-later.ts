import type { RollbackPlan } from '@sluice/contracts';

/** Accounts are not made at every pause in typing: of a change of access the editor says what it can read, the rehearsal comes with the filing. */
export function isRehearsedLater(plan: Pick<RollbackPlan, 'reasons'>): boolean {
  return plan.reasons.some(({ code }) => code === 'rehearsed-when-filed');
}
