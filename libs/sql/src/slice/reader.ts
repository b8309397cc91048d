// The significant tokens of one statement, with brackets paired: what the classifier and the slicers walk over. Indexes below are
// indexes into `tokens`, not offsets.

import { decodeIdentifier } from '../identifiers.js';
import { isSignificant } from '../statement.js';
import type { Range, Statement, Token } from '../types.js';

/** The slicer does not know what it sees. Never leaves the room: slice() turns it into a refusal. */
export class NotUnderstood extends Error {
  constructor(readonly token: Token | undefined) {
    super(`not understood: ${token?.text ?? 'end'}`);
  }
}

const OPENING: Readonly<Record<string, string>> = { '(': ')', '{': '}' };

export class Reader {
  readonly tokens: readonly Token[];
  /** Upper case for words that can be keywords, '' for all else (strings, quoted names, parts of qualified names). */
  private readonly keywords: readonly string[];
  private readonly closing = new Map<number, number>();
  /** For each token the index of the innermost bracket around it, -1 for none. */
  private readonly opener: readonly number[];
  readonly isBalanced: boolean;

  constructor(readonly statement: Statement) {
    const tokens = statement.tokens.filter(isSignificant);
    this.tokens = tokens;
    this.keywords = tokens.map((token, i) => keywordOf(token, tokens[i - 1], tokens[i + 1], statement.expanded));
    const open: number[] = [];
    let balanced = true;
    this.opener = tokens.map((token, i) => {
      const around = open.at(-1) ?? -1;
      if (token.kind !== 'symbol') return around;
      if (token.text in OPENING) open.push(i);
      else if (token.text === ')' || token.text === '}') {
        const start = open.pop();
        if (start === undefined || OPENING[tokens[start]?.text ?? ''] !== token.text) balanced = false;
        else this.closing.set(start, i);
        return open.at(-1) ?? -1;
      }
      return around;
    });
    this.isBalanced = balanced && open.length === 0;
  }

  get length(): number {
    return this.tokens.length;
  }

  keyword(i: number): string {
    return this.keywords[i] ?? '';
  }

  is(i: number, ...words: readonly string[]): boolean {
    return words.includes(this.keyword(i));
  }

  symbol(i: number, text: string): boolean {
    const token = this.tokens[i];
    return token?.kind === 'symbol' && token.text === text;
  }

  /** The bracket around token `i`, -1 for none; a bracket itself counts as outside. */
  around(i: number): number {
    return this.opener[i] ?? -1;
  }

  /** Behind the bracket that token `i` opens. */
  afterBracket(i: number): number {
    const close = this.closing.get(i);
    if (close === undefined) throw new NotUnderstood(this.tokens[i]);
    return close + 1;
  }

  /** The first index from `from` on, outside brackets opened since, where `matches`; `end` if none. */
  find(from: number, end: number, matches: (i: number) => boolean): number {
    for (let i = from; i < end;) {
      if (matches(i)) return i;
      i = this.symbol(i, '(') || this.symbol(i, '{') ? this.afterBracket(i) : i + 1;
    }
    return end;
  }

  /** The parts between commas outside brackets, as index pairs; an empty stretch has no parts. */
  splitAtCommas(from: number, end: number): { from: number; end: number }[] {
    const parts: { from: number; end: number }[] = [];
    if (from >= end) return parts;
    for (let start = from; ;) {
      const comma = this.find(start, end, (i) => this.symbol(i, ','));
      if (comma === start) throw new NotUnderstood(this.tokens[comma]);
      parts.push({ from: start, end: comma });
      if (comma === end) return parts;
      start = comma + 1;
      if (start >= end) throw new NotUnderstood(this.tokens[comma]);
    }
  }

  /** Offsets of the tokens [from, end). */
  range(from: number, end: number): Range {
    const first = this.tokens[from];
    const last = this.tokens[end - 1];
    if (first === undefined || last === undefined || end <= from) throw new NotUnderstood(first);
    return { start: first.start, end: last.end };
  }

  isName(i: number): boolean {
    const kind = this.tokens[i]?.kind;
    return kind === 'word' || kind === 'quoted-identifier';
  }

  /** The decoded name at `i`. */
  name(i: number): string {
    const token = this.tokens[i];
    if (token === undefined || !this.isName(i)) throw new NotUnderstood(token);
    return decodeIdentifier(token.text);
  }

  /** `a`, `a.b` or `a.b.c` at `i`: the decoded parts and the index behind. */
  qualifiedName(i: number): { parts: string[]; next: number } {
    const parts = [this.name(i)];
    let next = i + 1;
    while (this.symbol(next, '.') && this.isName(next + 1)) {
      parts.push(this.name(next + 1));
      next += 2;
    }
    return { parts, next };
  }
}

function keywordOf(token: Token, before: Token | undefined, after: Token | undefined, text: string): string {
  if (token.kind !== 'word') return '';
  if (before?.kind === 'symbol' && before.text === '.') return '';
  // A word closely followed by a point and a name is a name, whatever it spells (sql_lex.cc, MY_LEX_IDENT).
  if (
    after?.kind === 'symbol' &&
    after.text === '.' &&
    after.start === token.end &&
    /[\w$\u0080-\uffff]/.test(text[after.end] ?? '')
  )
    return '';
  return token.text.toUpperCase();
}
