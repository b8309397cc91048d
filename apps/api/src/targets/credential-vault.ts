// Closes and opens passwords of clusters: AES-256-GCM, a random nonce each, bound to cluster and purpose (a stored
// secret that someone copies to another row does not open), under a key that the database does not hold.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { CredentialPurpose } from '@sluice/contracts';
import { APP_CONFIG, type AppConfig } from '../config/app-config.js';

export interface ClosedSecret {
  readonly keyId: string;
  /** Nonce (12 bytes), tag (16 bytes), ciphertext. */
  readonly secret: Buffer;
}

interface Place {
  readonly clusterId: number;
  readonly purpose: CredentialPurpose;
}

const nonceBytes = 12;
const tagBytes = 16;

@Injectable()
export class CredentialVault {
  constructor(@Inject(APP_CONFIG) private readonly config: Pick<AppConfig, 'keyring'>) {}

  close(place: Place, password: string): ClosedSecret {
    const { id, bytes } = this.config.keyring.current;
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', bytes, nonce).setAAD(boundTo(place));
    const text = Buffer.concat([cipher.update(password, 'utf8'), cipher.final()]);
    return { keyId: id, secret: Buffer.concat([nonce, cipher.getAuthTag(), text]) };
  }

  /** @throws Error when the key is gone or the secret was altered or moved; it shows neither. */
  open(place: Place, { keyId, secret }: ClosedSecret): string {
    const key = this.config.keyring.byId.get(keyId);
    if (key === undefined) throw new Error(`the key ${keyId} that closed this credential is not in the keyring`);
    const nonce = secret.subarray(0, nonceBytes);
    const tag = secret.subarray(nonceBytes, nonceBytes + tagBytes);
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, nonce, { authTagLength: tagBytes });
    decipher.setAAD(boundTo(place)).setAuthTag(tag);
    return decipher.update(secret.subarray(nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
  }
}

function boundTo({ clusterId, purpose }: Place): Buffer {
  return Buffer.from(`sluice-credential-1:${clusterId}:${purpose}`);
}
