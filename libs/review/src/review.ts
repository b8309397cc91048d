import type { Finding } from '@sluice/contracts';
import type { ChangeUnderReview } from './change-under-review.js';
import { toFinding } from './rule.js';
import { rules } from './rules/index.js';

/** What every rule says about the change, in the order of the statements and, within one, of the rules. */
export function review(change: ChangeUnderReview): Finding[] {
  const findings = rules.flatMap((rule) => rule.find(change).map((found) => toFinding(rule.code, found)));
  return findings.sort((one, other) => one.statement - other.statement);
}
