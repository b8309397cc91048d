import { canonical } from '@sluice/change';
import type { Finding } from '@sluice/contracts';

const weight: Readonly<Record<Finding['severity'], number>> = { block: 0, warn: 1, note: 2 };

/** Each finding once (the target and a rule may say the same of a statement, the graver one stays), by statement and gravity. */
export function distinctFindings(findings: readonly Finding[]): Finding[] {
  const sorted = [...findings].sort(
    (one, other) => one.statement - other.statement || weight[one.severity] - weight[other.severity],
  );
  const seen = new Set<string>();
  return sorted.filter((finding) => {
    const name = canonical({ code: finding.code, about: whatItIsAbout(finding), statement: finding.statement });
    return !seen.has(name) && Boolean(seen.add(name));
  });
}

/** Of an unknown column the target names the clause (`o.id` in 'where clause'), a rule the table: the column alone is told by both. */
function whatItIsAbout({ code, params }: Finding): Finding['params'] {
  if (code !== 'unknown-column') return params;
  return { column: String(params.column).split('.').at(-1)?.toLowerCase() ?? '' };
}
