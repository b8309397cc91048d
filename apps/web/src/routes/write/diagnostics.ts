import type { Diagnostic } from '@codemirror/lint';
import type { Analysis, Finding, Severity } from '@sluice/contracts';

const severities: Record<Severity, Diagnostic['severity']> = { block: 'error', warn: 'warning', note: 'info' };

/** Findings at their place in the text; one without a place stands at its statement, where that is known. */
export function diagnosticsOf(analysis: Analysis, say: (finding: Finding) => string): Diagnostic[] {
  return analysis.findings.flatMap((finding) => {
    const range =
      finding.range ?? analysis.plan?.statements.find(({ number }) => number === finding.statement)?.range ?? null;
    return range
      ? [{ from: range.from, to: range.to, severity: severities[finding.severity], message: say(finding) }]
      : [];
  });
}
