import { canonical } from '@sluice/change';
import type { Finding } from '@sluice/contracts';

const weight: Readonly<Record<Finding['severity'], number>> = { block: 0, warn: 1, note: 2 };

/** Each finding once (the target and a rule may say the same of a statement, the graver one stays), by statement and gravity. */
export function distinctFindings(findings: readonly Finding[]): Finding[] {
  const sorted = [...findings].sort(
    (one, other) => one.statement - other.statement || weight[one.severity] - weight[other.severity],
  );
  const seen = new Set<string>();
  return sorted.filter(({ code, params, statement }) => {
    const name = canonical({ code, params, statement });
    return !seen.has(name) && Boolean(seen.add(name));
  });
}
