// The character classes of MySQL's lexer for utf8mb4 (strings/ctype-utf8.cc, sql_chars.cc).

export const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

export const isControl = (code: number): boolean => code < 32 || code === 127;

export const isDigit = (code: number): boolean => code >= 48 && code <= 57;

const isHexDigit = (code: number): boolean =>
  isDigit(code) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);

/** Letters, digits, `_`, `$` and everything beyond ASCII (Korean names need no quotes). */
export const isIdentifier = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  isDigit(code) ||
  code === 95 ||
  code === 36 ||
  code >= 128;

function runEnd(text: string, at: number, belongs: (code: number) => boolean): number {
  let end = at;
  while (end < text.length && belongs(text.charCodeAt(end))) end++;
  return end;
}

export const spaceEnd = (text: string, at: number): number => runEnd(text, at, isSpace);
export const digitsEnd = (text: string, at: number): number => runEnd(text, at, isDigit);
export const hexDigitsEnd = (text: string, at: number): number => runEnd(text, at, isHexDigit);
export const bitsEnd = (text: string, at: number): number => runEnd(text, at, (code) => code === 48 || code === 49);
export const identifierEnd = (text: string, at: number): number => runEnd(text, at, isIdentifier);
