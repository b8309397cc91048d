import type { Finding, RollbackPlan } from '@sluice/contracts';

/** A big change that cannot be cut: who approves it agrees to lock its rows for that long. */
export function runsWhole({ run }: RollbackPlan): Finding[] {
  if (!run?.whole) return [];
  const params = { rows: run.rows ?? 0, seconds: run.whole.seconds };
  return [{ code: 'runs-whole', params, severity: 'warn', statement: 0 }];
}
