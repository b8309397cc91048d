// Reads a filed text as one target reads it: its statements, or coded findings of why it cannot be taken.
import type { Finding, FindingCode } from '@sluice/contracts';
import { split, type SqlMode, type SqlProblem, type SqlProblemCode, type Statement } from '@sluice/sql';

export const statementLimit = 10_000;

export interface ReadText {
  readonly statements: readonly Statement[];
  /** Not empty: each one blocks, and `statements` must not be used. */
  readonly findings: readonly Finding[];
}

/** What is wrong with a text whatever the target: for filing while the target cannot be asked. */
export function readAnywhere(text: string): Finding[] {
  if (!text.isWellFormed()) return [block('syntax-error', { message: 'not Unicode', line: 1 })];
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    const lines = text.slice(0, nul).split('\n');
    return [block('nul-byte', { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 })];
  }
  return text.trim() === '' ? [block('empty-text', {})] : [];
}

/** `maxAllowedPacket` in bytes: no statement longer than that can be sent to the target. */
export function readText(text: string, mode: SqlMode, maxAllowedPacket: number): ReadText {
  const anywhere = readAnywhere(text);
  if (anywhere.length > 0) return { statements: [], findings: anywhere };
  const { statements, problems } = split(text, mode);
  if (problems.length > 0) return { statements: [], findings: problems.map(findingOf) };
  if (statements.length > statementLimit) {
    return {
      statements: [],
      findings: [block('too-many-statements', { count: statements.length, limit: statementLimit })],
    };
  }
  // The command byte and what the driver adds need room too.
  const limit = maxAllowedPacket - 1_024;
  const tooLong = statements.flatMap((statement, index) => {
    const bytes = Buffer.byteLength(statement.text);
    return bytes > limit ? [{ ...block('text-too-long', { bytes, limit }), statement: index + 1 }] : [];
  });
  return { statements, findings: tooLong };
}

const codes: Readonly<Record<SqlProblemCode, FindingCode>> = {
  'empty-text': 'empty-text',
  'only-comments': 'only-comments',
  'unterminated-string': 'unterminated-string',
  'unterminated-identifier': 'unterminated-identifier',
  'unterminated-comment': 'unterminated-comment',
  'unterminated-version-comment': 'unterminated-comment',
  'unterminated-body': 'syntax-error',
  'delimiter-missing': 'syntax-error',
  'nul-byte': 'nul-byte',
  'not-one-statement': 'syntax-error',
};

function findingOf({ code, position }: SqlProblem): Finding {
  const { line, column, offset } = position;
  const finding = codes[code];
  const params =
    finding === 'syntax-error'
      ? { message: code, line }
      : finding === 'empty-text' || finding === 'only-comments'
        ? {}
        : { line, column };
  return { ...block(finding, params), range: { from: offset, to: offset + 1 } };
}

function block(code: FindingCode, params: Finding['params']): Finding {
  return { code, params, severity: 'block', statement: 0 };
}
