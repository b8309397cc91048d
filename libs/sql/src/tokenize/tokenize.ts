// The lossless tokenizer: the tokens' texts put together are the input. It follows lex_one_token() of MySQL's sql_lex.cc, and the mysql
// client for DELIMITER.

import { identifierEnd, isDigit, isIdentifier, isSpace, spaceEnd } from './characters.js';
import { CHARSETS } from './charsets.js';
import {
  blockCommentEnd,
  lineCommentEnd,
  skippedVersionCommentEnd,
  startsLineComment,
  versionMarker,
} from './comments.js';
import { fractionEnd, numberOrName } from './numbers.js';
import { dollarQuotedEnd, quotedIdentifierEnd, stringEnd } from './quoted.js';
import { symbolEnd } from './symbols.js';
import type { SqlMode, Token, TokenKind } from '../types.js';

interface Scanned {
  readonly kind: TokenKind;
  readonly end: number;
}

/** Where the tokenizer stands between two tokens. */
interface State {
  inVersionComment: boolean;
  delimiter: string;
  /** Only space and comments since the last delimiter: the place for client commands. */
  atStatementStart: boolean;
  /** The last token was SELECT, INSERT, … and only space came since: the one place for an optimizer hint. */
  hintMayFollow: boolean;
  previous: Token | undefined;
}

const HINTABLE = /^(?:select|insert|replace|update|delete)$/i;
/** JavaScript bodies came with 9.0; before 8.4 `$$` was a name. */
const DOLLAR_QUOTES_SINCE = 80_400;

export function tokenize(text: string, mode: SqlMode): Token[] {
  const tokens: Token[] = [];
  const state: State = {
    inVersionComment: false,
    delimiter: ';',
    atStatementStart: true,
    hintMayFollow: false,
    previous: undefined,
  };
  for (let at = 0; at < text.length;) {
    const { kind, end } = scan(text, at, mode, state);
    const versioned = state.inVersionComment && kind !== 'version-close';
    const token: Token = { kind, text: text.slice(at, end), start: at, end, versioned };
    tokens.push(token);
    advance(state, token);
    at = end;
  }
  return tokens;
}

function advance(state: State, token: Token): void {
  const { kind } = token;
  state.previous = token;
  if (kind === 'space') return;
  if (kind === 'version-open') state.inVersionComment = true;
  if (kind === 'version-close') state.inVersionComment = false;
  if (kind === 'client-command') state.delimiter = delimiterOf(token.text) ?? state.delimiter;
  if (kind === 'delimiter') state.atStatementStart = true;
  else if (kind !== 'comment' && kind !== 'client-command') state.atStatementStart = false;
  state.hintMayFollow = kind === 'word' && HINTABLE.test(token.text);
}

/** What a DELIMITER command sets; undefined when it names nothing. */
export function delimiterOf(command: string): string | undefined {
  const [, argument] = /^\S+\s+(\S+)/.exec(command) ?? [];
  const [, unquoted] = /^(?:"(.+)"|'(.+)'|`(.+)`)$/.exec(argument ?? '') ?? [];
  return unquoted ?? argument;
}

function scan(text: string, at: number, mode: SqlMode, state: State): Scanned {
  const code = text.charCodeAt(at);
  if (isSpace(code)) return { kind: 'space', end: spaceEnd(text, at) };
  const comment = scanComment(text, at, mode, state);
  if (comment !== undefined) return comment;
  const { delimiter } = state;
  if (text.startsWith(delimiter, at) && !state.inVersionComment)
    return { kind: 'delimiter', end: at + delimiter.length };
  if (state.atStatementStart && isDelimiterCommand(text, at))
    return { kind: 'client-command', end: lineCommentEnd(text, at) };
  const scanned = scanToken(text, at, code, mode, state.previous);
  return delimiter === ';' ? scanned : beforeDelimiter(text, at, delimiter, scanned);
}

/** `END$$` is the word END and the delimiter `$$`, though `$` may be part of a name. */
function beforeDelimiter(text: string, at: number, delimiter: string, scanned: Scanned): Scanned {
  if (scanned.kind !== 'word' && scanned.kind !== 'symbol' && scanned.kind !== 'number') return scanned;
  const found = text.slice(at, scanned.end + delimiter.length - 1).indexOf(delimiter);
  return found > 0 ? { kind: scanned.kind, end: at + found } : scanned;
}

function isDelimiterCommand(text: string, at: number): boolean {
  return /^delimiter(?:\s|$)/i.test(text.slice(at, at + 10));
}

function scanComment(text: string, at: number, mode: SqlMode, state: State): Scanned | undefined {
  if (startsLineComment(text, at)) return { kind: 'comment', end: lineCommentEnd(text, at) };
  if (state.inVersionComment && text.startsWith('*/', at)) return { kind: 'version-close', end: at + 2 };
  if (!text.startsWith('/*', at)) return undefined;
  if (text[at + 2] === '!') {
    const marker = versionMarker(text, at, mode);
    if (marker.taken) return { kind: 'version-open', end: marker.end };
    return orInvalid('comment', skippedVersionCommentEnd(text, at), text);
  }
  const isHint = text[at + 2] === '+' && state.hintMayFollow;
  return orInvalid(isHint ? 'hint' : 'comment', blockCommentEnd(text, at), text);
}

function orInvalid(kind: TokenKind, end: number, text: string): Scanned {
  return end === -1 ? { kind: 'invalid', end: text.length } : { kind, end };
}

function scanToken(text: string, at: number, code: number, mode: SqlMode, previous: Token | undefined): Scanned {
  switch (code) {
    case 0:
      return { kind: 'invalid', end: at + 1 };
    case 39: // '
      return orInvalid('string', stringEnd(text, at, !mode.noBackslashEscapes), text);
    case 34: // "
      return mode.ansiQuotes
        ? orInvalid('quoted-identifier', quotedIdentifierEnd(text, at), text)
        : orInvalid('string', stringEnd(text, at, !mode.noBackslashEscapes), text);
    case 96: // `
      return orInvalid('quoted-identifier', quotedIdentifierEnd(text, at), text);
    case 64: // @
      return scanVariable(text, at, mode);
    case 46: // .
      return scanPoint(text, at, previous);
    case 36: // $
      return scanDollar(text, at, mode);
    default:
      if (!isIdentifier(code)) return { kind: 'symbol', end: symbolEnd(text, at) };
      return previous?.text === '.' ? { kind: 'word', end: identifierEnd(text, at) } : scanWord(text, at, code, mode);
  }
}

/** A number such as `.5`, unless the point follows a word closely: `t.5a` is a qualified name. */
function scanPoint(text: string, at: number, previous: Token | undefined): Scanned {
  const qualifies = previous?.kind === 'word';
  if (!qualifies && isDigit(text.charCodeAt(at + 1))) return { kind: 'number', end: fractionEnd(text, at + 1) };
  return { kind: 'symbol', end: at + 1 };
}

function scanDollar(text: string, at: number, mode: SqlMode): Scanned {
  const tag =
    mode.serverVersion >= DOLLAR_QUOTES_SINCE ? /^\$[\w\u0080-\uffff]*\$/.exec(text.slice(at, at + 130)) : null;
  if (tag === null) return { kind: 'word', end: identifierEnd(text, at) };
  return orInvalid('string', dollarQuotedEnd(text, at, at + tag[0].length), text);
}

function scanWord(text: string, at: number, code: number, mode: SqlMode): Scanned {
  if (isDigit(code)) return numberOrName(text, at);
  if (text[at + 1] === "'") {
    const letter = text[at]?.toLowerCase();
    if (letter === 'n') return orInvalid('string', stringEnd(text, at + 1, !mode.noBackslashEscapes), text);
    if (letter === 'x' || letter === 'b') return orInvalid('number', stringEnd(text, at + 1, false), text);
  }
  const end = identifierEnd(text, at);
  const isIntroducer = code === 95 && CHARSETS.has(text.slice(at + 1, end).toLowerCase());
  return { kind: isIntroducer ? 'introducer' : 'word', end };
}

/** `@name`, `@'name'` (also the host of an account) and `@@global.name`. */
function scanVariable(text: string, at: number, mode: SqlMode): Scanned {
  const next = text[at + 1];
  if (next === '@') return { kind: 'system-variable', end: systemVariableEnd(text, at + 2) };
  if (next === '`' || (next === '"' && mode.ansiQuotes))
    return orInvalid('user-variable', quotedIdentifierEnd(text, at + 1), text);
  if (next === "'" || next === '"')
    return orInvalid('user-variable', stringEnd(text, at + 1, !mode.noBackslashEscapes), text);
  let end = at + 1;
  while (end < text.length && (isIdentifier(text.charCodeAt(end)) || text[end] === '.')) end++;
  return { kind: end === at + 1 ? 'symbol' : 'user-variable', end };
}

function systemVariableEnd(text: string, at: number): number {
  let end = at;
  for (;;) {
    const part = text[end] === '`' ? quotedIdentifierEnd(text, end) : identifierEnd(text, end);
    if (part === -1 || part === end) return end;
    end = part;
    if (text[end] !== '.') return end;
    end++;
  }
}
