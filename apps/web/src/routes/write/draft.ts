// What is being written, and what is sent of it.
import { type RevisionInput, type RevisionView } from '@sluice/contracts';
import { formatResult, parseResult } from './expected-result';

export interface CheckDraft {
  readonly sql: string;
  readonly expected: string;
}

export interface Draft {
  readonly targetId: number | null;
  readonly statements: string;
  readonly reason: string;
  readonly expectedRows: number | null;
  readonly checks: readonly CheckDraft[];
}

export const emptyDraft: Draft = { targetId: null, statements: '', reason: '', expectedRows: null, checks: [] };

export function draftOf(targetId: number, revision: RevisionView): Draft {
  const { statements, reason, expectedRows, checks } = revision;
  return {
    targetId,
    statements,
    reason,
    expectedRows,
    checks: checks.map(({ sql, expected }) => ({ sql, expected: formatResult(expected) })),
  };
}

export function inputOf(draft: Draft): RevisionInput {
  return {
    statements: draft.statements,
    reason: draft.reason.trim(),
    expectedRows: draft.expectedRows,
    checks: draft.checks.map(({ sql, expected }) => ({ sql: sql.trim(), expected: parseResult(expected) })),
  };
}

export type Missing = 'missingTarget' | 'missingSql' | 'missingReason' | 'badCheck';

export function missingOf(draft: Draft): readonly Missing[] {
  const missing: Missing[] = [];
  if (draft.targetId === null) missing.push('missingTarget');
  if (draft.statements.trim() === '') missing.push('missingSql');
  if (draft.reason.trim() === '') missing.push('missingReason');
  if (draft.checks.some(({ sql, expected }) => sql.trim() === '' || expected.trim() === '')) missing.push('badCheck');
  return missing;
}
