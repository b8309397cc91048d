// A head says, signed with a key outside the database: at this sequence the chain had this hash.
import { sign, verify } from 'node:crypto';
import { z } from 'zod';
import type { AuditKeys } from '../config/audit-keys.js';

export const auditHeadSchema = z.object({
  sequence: z.int().positive(),
  /** Hex. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** ISO 8601, UTC, milliseconds. */
  signedAt: z.string(),
  keyId: z.string(),
  /** Base64. */
  signature: z.string(),
});
export type AuditHead = z.infer<typeof auditHeadSchema>;

export function signHead(keys: AuditKeys, sequence: number, hash: Buffer, signedAt: Date): AuditHead {
  const head = { sequence, hash: hash.toString('hex'), signedAt: signedAt.toISOString(), keyId: keys.current.id };
  return { ...head, signature: sign(null, signedBytes(head), keys.current.privateKey).toString('base64') };
}

/** False for a forged or altered head, and for one of a key that is not in the file. */
export function headIsGenuine(keys: AuditKeys, head: AuditHead): boolean {
  const publicKey = keys.byId.get(head.keyId);
  return publicKey !== undefined && verify(null, signedBytes(head), publicKey, Buffer.from(head.signature, 'base64'));
}

function signedBytes({ sequence, hash, signedAt, keyId }: Omit<AuditHead, 'signature'>): Buffer {
  return Buffer.from(JSON.stringify(['sluice-audit-head-1', sequence, hash, signedAt, keyId]));
}
