const LONG_SYMBOLS = ['->>', '<=>', '->', ':=', '<<', '>>', '<=', '>=', '<>', '!=', '&&', '||', '\\N'] as const;

/** The longest operator at `at`, else one character (a surrogate pair never gets here: it is part of a name). */
export function symbolEnd(text: string, at: number): number {
  for (const symbol of LONG_SYMBOLS) if (text.startsWith(symbol, at)) return at + symbol.length;
  return at + 1;
}
