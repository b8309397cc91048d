// Random secrets that people or browsers hold: only their SHA-256 is stored, so that a read of the database opens nothing.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Made from the session's token, which only cookie and server know: it holds for this session and no other. */
export function csrfTokenOf(sessionToken: string): string {
  return createHmac('sha256', sessionToken).update('sluice-csrf-1').digest('base64url');
}

/** Compares in a time that does not depend on where the texts differ. */
export function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(tokenHash(given), tokenHash(expected));
}
