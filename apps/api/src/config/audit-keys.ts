// The key that signs heads of the audit chain: Ed25519, PKCS#8 PEM, in a file outside the database. The first key of the
// file signs; the others are of earlier years and still verify.
import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

export interface AuditKeys {
  readonly current: { readonly id: string; readonly privateKey: KeyObject };
  /** Public keys by id. */
  readonly byId: ReadonlyMap<string, KeyObject>;
}

const pemBlock = /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----/g;

/** @throws Error saying what is wrong, never showing the text. */
export function parseAuditKeys(text: string): AuditKeys {
  const keys = (text.match(pemBlock) ?? []).map(readKey);
  const [current] = keys;
  if (current === undefined) throw new Error('holds no private key in PEM (PKCS#8)');
  return { current, byId: new Map(keys.map(({ id, publicKey }) => [id, publicKey])) };
}

function readKey(pem: string) {
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(pem);
  } catch {
    throw new Error('holds a private key that cannot be read');
  }
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('must hold an Ed25519 key');
  const publicKey = createPublicKey(privateKey);
  const id = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 8);
  return { id, privateKey, publicKey };
}
