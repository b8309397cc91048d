import { isSignificant } from '../statement.js';
import type { Statement, Token } from '../types.js';

/** What the other questions have more tokens than the statement (`SELECT 1 FROM … WHERE 1`). */
const SLACK = 64;

/**
 * An upper bound of the bytes of the statement's digest, to compare with `max_digest_length`. Measured: each token takes two bytes and a name
 * two more and itself, so the digest is often longer than the text: with the default of 1,024, 93 assignments `a=1` (402 bytes of text) lose
 * their WHERE in the digest, and nothing says so. Where this reaches the target's limit, ask a server of the same series with a longer one.
 */
export function digestBytes(statement: Statement): number {
  let bytes = SLACK;
  for (const token of statement.tokens) bytes += bytesOf(token);
  return bytes;
}

function bytesOf(token: Token): number {
  const { kind, text } = token;
  // Several tokens in one; at worst a name of one letter and a point at a time, seven bytes for two.
  if (kind === 'hint' || kind === 'user-variable' || kind === 'system-variable') return 4 + 4 * utf8Length(text);
  if (kind === 'word' || kind === 'quoted-identifier') return 4 + utf8Length(text);
  return isSignificant(token) ? 2 : 0;
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // A surrogate pair is four bytes, so each of its halves counts two.
    bytes += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 2 : 3;
  }
  return bytes;
}
