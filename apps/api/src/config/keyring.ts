// Keys from outside the database: one a line, `id:base64` or only base64 (its id is then made from the key). The first
// line is the current key; the others still open what they once closed, so a key is changed by adding a line on top.
import { createHash } from 'node:crypto';

export interface Key {
  readonly id: string;
  readonly bytes: Buffer;
}

export interface Keyring {
  readonly current: Key;
  readonly byId: ReadonlyMap<string, Key>;
}

const keyBytes = 32;

/** @throws Error saying what is wrong, never showing the text. */
export function parseKeyring(text: string): Keyring {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const keys = lines.filter((line) => line !== '' && !line.startsWith('#')).map(parseKey);
  const [current] = keys;
  if (current === undefined) throw new Error('holds no key');
  const byId = new Map(keys.map((key) => [key.id, key]));
  if (byId.size !== keys.length) throw new Error('names two keys alike');
  return { current, byId };
}

function parseKey(line: string, index: number): Key {
  const colon = line.indexOf(':');
  const encoded = colon < 0 ? line : line.slice(colon + 1);
  const bytes = /^[0-9a-f]{64}$/i.test(encoded) ? Buffer.from(encoded, 'hex') : Buffer.from(encoded, 'base64');
  if (bytes.length !== keyBytes) {
    throw new Error(`line ${index + 1} must be ${keyBytes} bytes in base64 or hex, and is ${bytes.length} bytes`);
  }
  const id = colon < 0 ? createHash('sha256').update(bytes).digest('hex').slice(0, 8) : line.slice(0, colon);
  if (!/^[\w.-]{1,32}$/.test(id)) throw new Error(`line ${index + 1} has an unusable key id`);
  return { id, bytes };
}
