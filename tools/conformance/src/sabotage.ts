// Every small way to cut a slice wrongly: ends moved by a token, parts left out, an empty or foreign capture.

import type { Range, Slice, Token } from '@sluice/sql';
import { movedCuts } from './moved-cuts.ts';

export interface Sabotage {
  readonly what: string;
  readonly slice: Slice;
}

/** Left alone: `statement` is forged apart from this, the rest is derived from ranges and decides nothing in a capture. */
const NOT_CUT = new Set([
  'statement',
  'kind',
  'modifiers',
  'multiTable',
  'tables',
  'targets',
  'columns',
  'partitions',
  'isDefault',
  'column',
]);

const OPTIONAL = new Set(['with', 'hints', 'tail', 'where', 'limit', 'columnList', 'rowAlias', 'onDuplicate']);

export function sabotagesOf(slice: Slice): Sabotage[] {
  const tokens = slice.statement.tokens.filter((token) => token.kind !== 'space' && token.kind !== 'comment');
  const found: Sabotage[] = [];
  const visit = (value: unknown, path: readonly string[]): void => {
    const change = (what: string, changed: unknown): void => {
      found.push({ what: `${path.join('.')} ${what}`, slice: withChanged(slice, path, changed) });
    };
    if (isRange(value))
      for (const moved of movedEnds(value, tokens))
        change(`${value.start}-${value.end} to ${moved.start}-${moved.end}`, moved);
    if (Array.isArray(value)) {
      value.forEach((_, i) => change(`without ${i}`, value.toSpliced(i, 1)));
      value.forEach((item, i) => visit(item, [...path, String(i)]));
    } else if (typeof value === 'object' && value !== null) {
      if (path.length === 1 && OPTIONAL.has(path[0] ?? '')) change('left out', undefined);
      for (const [key, inner] of Object.entries(value)) if (!NOT_CUT.has(key)) visit(inner, [...path, key]);
    }
  };
  visit(slice, []);
  return [...found, ...forgedTexts(slice), ...forgedCaptures(slice), ...movedCuts(slice)];
}

/** Blanks one token at a time in the text that captures are cut from. */
function forgedTexts(slice: Slice): Sabotage[] {
  const { statement } = slice;
  return statement.tokens
    .filter((token) => token.kind !== 'space' && token.kind !== 'comment' && !token.kind.startsWith('version'))
    .map((token) => {
      const expanded =
        statement.expanded.slice(0, token.start) + ' '.repeat(token.text.length) + statement.expanded.slice(token.end);
      return { what: `blanked ${token.text}`, slice: { ...slice, statement: { ...statement, expanded } } };
    });
}

/** Other table references than the statement's own in the capture. */
function forgedCaptures(slice: Slice): Sabotage[] {
  if (slice.kind !== 'UPDATE' && slice.kind !== 'DELETE') return [];
  const words = slice.captureFrom.split(' ');
  const forged = words.flatMap((_, i) => [
    words.toSpliced(i, 1).join(' '),
    words.toSpliced(i, 2, words[i + 1] ?? 'x', words[i] ?? 'x').join(' '),
  ]);
  return [...new Set(['u', ...forged])]
    .filter((captureFrom) => captureFrom !== slice.captureFrom)
    .map((captureFrom) => ({ what: `captures ${captureFrom}`, slice: { ...slice, captureFrom } }));
}

function isRange(value: unknown): value is Range {
  return typeof value === 'object' && value !== null && 'start' in value && Object.keys(value).length === 2;
}

/** One end moved by one token, either way, as far as there are tokens. */
function movedEnds(range: Range, tokens: readonly Token[]): Range[] {
  const first = tokens.findIndex((token) => token.start >= range.start);
  const last = tokens.findLastIndex((token) => token.end <= range.end);
  const start = (i: number): number | undefined => tokens[i]?.start;
  const end = (i: number): number | undefined => tokens[i]?.end;
  return [
    { start: start(first - 1), end: range.end },
    { start: start(first + 1), end: range.end },
    { start: range.start, end: end(last - 1) },
    { start: range.start, end: end(last + 1) },
  ].filter((moved): moved is Range => moved.start !== undefined && moved.end !== undefined && moved.start < moved.end);
}

function withChanged(slice: Slice, path: readonly string[], changed: unknown): Slice {
  const { statement, ...parts } = slice;
  const copy: Record<string, unknown> = structuredClone(parts);
  let holder: Record<string, unknown> = copy;
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string, unknown>;
  const key = path.at(-1);
  if (key !== undefined) holder[key] = changed;
  return { ...copy, statement } as Slice;
}
