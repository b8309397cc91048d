import type { Modifiers, Range } from '../types.js';
import { readWith } from './ctes.js';
import { NotUnderstood, type Reader } from './reader.js';

const MODIFIERS: Readonly<Record<string, keyof Modifiers>> = {
  LOW_PRIORITY: 'lowPriority',
  HIGH_PRIORITY: 'highPriority',
  DELAYED: 'delayed',
  QUICK: 'quick',
  IGNORE: 'ignore',
};

export interface Head {
  readonly with: Range | undefined;
  /** Index of the verb, and the one behind the modifiers. */
  readonly verbAt: number;
  readonly next: number;
  readonly modifiers: Modifiers;
  readonly hints: Range | undefined;
}

/** `[WITH …] VERB [hint] [modifiers]`. Throws NotUnderstood. */
export function readHead(reader: Reader, allowed: readonly string[]): Head {
  const verbAt = reader.is(0, 'WITH') ? readWith(reader, 0).next : 0;
  const verb = reader.tokens[verbAt];
  if (verb === undefined) throw new NotUnderstood(undefined);
  const modifiers = { lowPriority: false, highPriority: false, delayed: false, quick: false, ignore: false };
  let next = verbAt + 1;
  for (; allowed.includes(reader.keyword(next)); next++) {
    const modifier = MODIFIERS[reader.keyword(next)];
    if (modifier !== undefined) modifiers[modifier] = true;
  }
  const following = reader.tokens[verbAt + 1];
  const hint = reader.statement.tokens.find(
    (token) =>
      token.kind === 'hint' && token.start >= verb.end && (following === undefined || token.end <= following.start),
  );
  return {
    with: verbAt > 0 ? reader.range(0, verbAt) : undefined,
    verbAt,
    next,
    modifiers,
    hints: hint === undefined ? undefined : { start: hint.start, end: hint.end },
  };
}
