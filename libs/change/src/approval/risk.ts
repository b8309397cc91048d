import type { Finding, Risk, RollbackVerdict } from '@sluice/contracts';

export interface RiskFacts {
  readonly verdict: RollbackVerdict;
  readonly findings: readonly Finding[];
  /** Rows that matched when it was analysed; null: nobody knows. */
  readonly rows: { readonly rows: number; readonly atLeast: boolean } | null;
  /** The environment of the target holds production data. */
  readonly production: boolean;
  /** It is big and runs whole: its rows are locked for long. */
  readonly locksLong?: boolean;
}

const manyRows = 1_000;
const veryManyRows = 10_000;

/** How much harm a change could do if it is wrong: by what cannot be undone, by how many rows, and where. */
export function riskOf({ verdict, findings, rows, production, locksLong }: RiskFacts): Risk {
  if (verdict === 'none' || locksLong) return 'high';
  const wholeTable = findings.some((finding) => finding.code === 'no-where');
  if (wholeTable || (rows !== null && rows.rows >= veryManyRows)) return production ? 'high' : 'medium';
  const warned = findings.some((finding) => finding.severity !== 'note');
  const uncounted = rows === null || rows.atLeast;
  if (verdict === 'partial' || warned || uncounted || rows.rows >= manyRows) return 'medium';
  return 'low';
}
