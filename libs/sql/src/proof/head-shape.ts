import type { Reader } from '../slice/reader.js';
import type { Slice } from '../types.js';

const TARGETS = String.raw`n(?: \. n)?(?: \. \*)?(?: , n(?: \. n)?(?: \. \*)?)*`;

/** What a head may consist of, names as `n`: no table reference can hide in it, for all these words but QUICK are reserved. */
const SHAPES: Readonly<Record<Slice['kind'], RegExp>> = {
  UPDATE: /^UPDATE(?: LOW_PRIORITY)?(?: IGNORE)?$/,
  DELETE: new RegExp(`^DELETE(?: LOW_PRIORITY| QUICK| IGNORE)*(?: FROM| ${TARGETS} FROM| FROM ${TARGETS} USING)$`),
  INSERT: /^INSERT(?: LOW_PRIORITY| HIGH_PRIORITY| DELAYED)?(?: IGNORE)?(?: INTO)?$/,
  REPLACE: /^REPLACE(?: LOW_PRIORITY| DELAYED)?(?: INTO)?$/,
};

const WORDS = new Set(
  'UPDATE DELETE INSERT REPLACE LOW_PRIORITY HIGH_PRIORITY DELAYED QUICK IGNORE INTO FROM USING'.split(' '),
);

/** Whether the head holds its verb, modifiers and (for DELETE of many tables) targets, and nothing of the table references. */
export function isHeadPlain(slice: Slice, reader: Reader): boolean {
  const words: string[] = [];
  reader.tokens.forEach((token, i) => {
    if (token.start < slice.head.start || token.end > slice.head.end) return;
    const word = reader.keyword(i);
    words.push(reader.isName(i) && !WORDS.has(word) ? 'n' : word || token.text);
  });
  return SHAPES[slice.kind].test(words.join(' '));
}
