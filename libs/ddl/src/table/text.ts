import type { Reader } from '@sluice/sql';

/** The tokens [from, end) as text, with one blank where there was any gap. */
export function textBetween(reader: Reader, from: number, end: number): string {
  let text = '';
  for (let i = from; i < end; i++) {
    const token = reader.tokens[i];
    if (token === undefined) break;
    const before = reader.tokens[i - 1];
    if (i > from && before !== undefined && before.end < token.start) text += ' ';
    text += token.text;
  }
  return text;
}
