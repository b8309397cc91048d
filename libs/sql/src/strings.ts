import type { SqlMode } from './types.js';

const escapes: Readonly<Record<string, string>> = { '0': '\0', b: '\b', n: '\n', r: '\r', t: '\t', Z: '\x1a' };

/**
 * The value of one string literal with its quotes, without introducer. `\%` and `\_` keep their backslash, as MySQL keeps it outside of
 * patterns too.
 */
export function decodeString(text: string, mode: SqlMode): string {
  const quote = text[0] ?? '';
  const body = text.slice(1, -1);
  const undoubled = quote + quote;
  if (mode.noBackslashEscapes) return body.replaceAll(undoubled, quote);
  return body.replace(/\\([\s\S])|(''|"")/g, (match: string, escaped: string | undefined) => {
    if (escaped === undefined) return match === undoubled ? quote : match;
    return escaped === '%' || escaped === '_' ? match : (escapes[escaped] ?? escaped);
  });
}
