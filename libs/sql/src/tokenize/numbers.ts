import { bitsEnd, digitsEnd, hexDigitsEnd, identifierEnd, isDigit, isIdentifier } from './characters.js';
import type { TokenKind } from '../types.js';

const isExponent = (code: number): boolean => code === 69 || code === 101;
const isSign = (code: number): boolean => code === 43 || code === 45;

/** What begins with a digit: a number, or a name such as `1a` or `0x1g` (the rules of MY_LEX_NUMBER_IDENT in sql_lex.cc). */
export function numberOrName(text: string, at: number): { kind: TokenKind; end: number } {
  for (const [mark, end] of [
    ['x', hexDigitsEnd],
    ['b', bitsEnd],
  ] as const) {
    if (text[at] !== '0' || text[at + 1] !== mark) continue;
    const digits = end(text, at + 2);
    if (digits > at + 2 && !isIdentifier(text.charCodeAt(digits))) return { kind: 'number', end: digits };
    return { kind: 'word', end: identifierEnd(text, at) };
  }
  const digits = digitsEnd(text, at);
  const next = text.charCodeAt(digits);
  if (next === 46) return { kind: 'number', end: fractionEnd(text, digits + 1) };
  if (!isIdentifier(next)) return { kind: 'number', end: digits };
  const exponent = exponentEnd(text, digits);
  return exponent === digits ? { kind: 'word', end: identifierEnd(text, at) } : { kind: 'number', end: exponent };
}

/** `at` is behind the point. */
export function fractionEnd(text: string, at: number): number {
  return exponentEnd(text, digitsEnd(text, at));
}

function exponentEnd(text: string, at: number): number {
  if (!isExponent(text.charCodeAt(at))) return at;
  const digits = isSign(text.charCodeAt(at + 1)) ? at + 2 : at + 1;
  return isDigit(text.charCodeAt(digits)) ? digitsEnd(text, digits) : at;
}
