// The keys of the local stack, made once: in production they come from the operator, kept apart from the database.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';

import { writeWhole, type StateFolder } from '@sluice/stack';

export interface KeyFiles {
  /** One line: base64 of the 32 bytes that encrypt the targets' credentials (AES-256-GCM). */
  readonly credentialKey: string;
  /** PKCS#8 PEM of the Ed25519 key that signs the audit's heads. */
  readonly auditKey: string;
}

export function ensureKeys(state: StateFolder): KeyFiles {
  const credentialKey = state.file('credential.key');
  const auditKey = state.file('audit-signing.key');
  if (!existsSync(credentialKey)) writeWhole(credentialKey, `${randomBytes(32).toString('base64')}\n`);
  if (!existsSync(auditKey))
    writeWhole(auditKey, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  return { credentialKey, auditKey };
}
