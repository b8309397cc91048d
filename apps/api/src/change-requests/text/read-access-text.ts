// Reads the statements of a change of access, or says why they cannot be taken. Before anything is stored: a password that is filed stays filed.
import { readAccess, type AccessRefusalCode, type AccessStatement } from '@sluice/acl';
import type { Finding, FindingCode } from '@sluice/contracts';
import type { Range, Statement } from '@sluice/sql';

export interface ReadAccessText {
  readonly statements: readonly AccessStatement[];
  /** Not empty: each one blocks, and `statements` must not be used. */
  readonly findings: readonly Finding[];
}

const codes: Readonly<Record<AccessRefusalCode, FindingCode>> = {
  'access-kind-unknown': 'access-not-understood',
  'access-syntax-not-understood': 'access-not-understood',
  'access-names-current-user': 'access-names-current-user',
  'access-of-session-only': 'access-of-session-only',
};

export function readAccessText(statements: readonly Statement[]): ReadAccessText {
  const read = statements.map(readAccess);
  const findings = read.flatMap((result, index): Finding[] => {
    const statement = statements[index];
    if (statement === undefined) return [];
    if (!result.ok) {
      const near = result.range ? statement.text.slice(result.range.start, result.range.end) : '';
      const code = codes[result.refusal];
      return [finding(code, index, statement, result.range, code === 'access-not-understood' ? { near } : {})];
    }
    const { secrets, asksForPassword } = result.access;
    return [
      ...secrets.map((secret) => finding('password-in-text', index, statement, secret)),
      ...(asksForPassword ? [finding('password-not-shown', index, statement, undefined)] : []),
    ];
  });
  return { statements: read.flatMap((result) => (result.ok ? [result.access] : [])), findings };
}

function finding(
  code: FindingCode,
  index: number,
  { text, position }: Statement,
  range: Range | undefined,
  params: Finding['params'] = {},
): Finding {
  const { start, end } = range ?? { start: 0, end: text.length };
  return {
    ...{ code, params, severity: 'block', statement: index + 1 },
    range: { from: position.offset + start, to: position.offset + end },
  };
}
