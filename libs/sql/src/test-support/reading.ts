// Slices, a server that answers digests, and wrong cuts. For specs of this room only.
import { sqlMode } from '../mode.js';
import { proofQuestions } from '../proof/questions.js';
import { slice } from '../slice/slice.js';
import { split } from '../split/split.js';
import { isSignificant } from '../statement.js';
import { tokenize } from '../tokenize/tokenize.js';
import type { ProofAnswer, Range, Slice, Statement } from '../types.js';

const mode = sqlMode('', '9.7.4');

export function statementOf(text: string): Statement {
  const [statement] = split(text, mode).statements;
  if (statement === undefined) throw new Error(text);
  return statement;
}

export function sliced(text: string): Slice {
  const made = slice(statementOf(text));
  if (!made.ok) throw new Error(`${text}: ${made.refusal.code}`);
  return made.slice;
}

const names = /^(?:[a-z]|c1|c2)$/;

/** As STATEMENT_DIGEST_TEXT tells a text, as far as that goes without a grammar: names in backticks, values as `?`, no comments. */
export function digestOf(text: string): string {
  return tokenize(text, mode)
    .filter((token) => isSignificant(token))
    .map(({ kind, text: own }) => {
      if (kind === 'string' || kind === 'number') return '?';
      if (kind === 'quoted-identifier') return own;
      return kind === 'word' && names.test(own) ? `\`${own}\`` : own.toUpperCase();
    })
    .join(' ');
}

/** What such a server answers; a text whose brackets do not match is refused. */
export function answersTo(own: Slice): ProofAnswer[] {
  return proofQuestions(own).map(({ text }) => {
    const brackets = [...text.replaceAll(/'[^']*'/g, '')].filter((c) => c === '(' || c === ')');
    const depth = brackets.reduce((now, c) => (now < 0 ? now : now + (c === '(' ? 1 : -1)), 0);
    const isRefused =
      depth !== 0 ||
      /IF\([^()]* DESC,/.test(text) ||
      /IF\( *,|IF\(\)|, *,|= *(?:$|,|WHERE|ORDER|LIMIT)|(?:WHERE|BY|LIMIT|,) *$|WHERE +(?:ORDER|LIMIT)/.test(text);
    return isRefused ? { text, error: 'syntax' } : { text, digestText: digestOf(text) };
  });
}

/** The slice with one of its cuts moved by a token either way, or one part of a list left out. */
export function wrongCuts(own: Slice): { readonly what: string; readonly slice: Slice }[] {
  const { statement, ...parts } = own;
  const tokens = statement.tokens.filter((token) => isSignificant(token));
  const found: { what: string; slice: Slice }[] = [];
  const change = (path: readonly (string | number)[], what: string, value: unknown): void => {
    const copy = structuredClone(parts) as unknown as Record<string | number, unknown>;
    let holder = copy;
    for (const key of path.slice(0, -1)) holder = holder[key] as Record<string | number, unknown>;
    holder[path.at(-1) ?? ''] = value;
    found.push({ what: `${path.join('.')} ${what}`, slice: { ...copy, statement } as unknown as Slice });
  };
  const visit = (value: unknown, path: readonly (string | number)[]): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isRange(value)) {
      for (const moved of moves(value, tokens)) change(path, `is ${String(moved.start)}-${String(moved.end)}`, moved);
      return;
    }
    if (Array.isArray(value)) value.forEach((_, i) => change(path, `without ${String(i)}`, value.toSpliced(i, 1)));
    const left = new Set(['modifiers', 'tables', 'targets', 'columns', 'partitions', 'column']);
    for (const [key, inner] of Object.entries(value)) if (!left.has(key)) visit(inner, [...path, key]);
  };
  visit(parts, []);
  return found;
}

function isRange(value: object): value is Range {
  return 'start' in value && Object.keys(value).length === 2;
}

function moves({ start, end }: Range, tokens: readonly Range[]): Range[] {
  const first = tokens.findIndex((token) => token.start >= start);
  const last = tokens.findLastIndex((token) => token.end <= end);
  const found = [
    { start: tokens[first - 1]?.start, end },
    { start: tokens[first + 1]?.start, end },
    { start, end: tokens[last - 1]?.end },
    { start, end: tokens[last + 1]?.end },
  ];
  return found.filter((one): one is Range => one.start !== undefined && one.end !== undefined && one.start < one.end);
}
