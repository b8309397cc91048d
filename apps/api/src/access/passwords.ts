// Passwords: argon2id with OWASP's parameters (19 MiB, 2 passes). The cost for an unknown login is the same as for a
// wrong password, so the time of the answer does not say which logins exist.
import { hash, verify } from '@node-rs/argon2';

// The library's default algorithm is argon2id.
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(password, parameters);
}

let nobody: Promise<string> | undefined;

/** True when the password is right; `stored` null (no such account) is always false, after the same work. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword('no account has this hash');
  const matches = await verify(stored ?? (await nobody), password);
  return stored !== null && matches;
}
