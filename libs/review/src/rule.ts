import type { Finding, FindingCode, Severity, CodeParams } from '@sluice/contracts';
import type { Range } from '@sluice/sql';
import type { ChangeUnderReview, ReviewedStatement } from './change-under-review.js';

/** One thing to look for. Its file's header says what it still finds where there is no AST. */
export interface Rule {
  /** The code of everything that it finds. */
  readonly code: FindingCode;
  find(change: ChangeUnderReview): Found[];
}

export interface Found {
  readonly severity: Severity;
  readonly params: CodeParams;
  /** Absent: the change as a whole. */
  readonly at?: { readonly statement: ReviewedStatement; readonly range?: Range };
}

/** A rule's word as a finding; ranges of a statement become ranges of the filed text. */
export function toFinding(code: FindingCode, { severity, params, at }: Found): Finding {
  if (at === undefined) return { code, params, severity, statement: 0 };
  const { number, range: whole } = at.statement;
  const range = at.range === undefined ? whole : { from: whole.from + at.range.start, to: whole.from + at.range.end };
  return { code, params, severity, statement: number, range };
}
