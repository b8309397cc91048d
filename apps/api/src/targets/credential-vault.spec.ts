import { parseKeyring } from '../config/keyring.js';
import { CredentialVault } from './credential-vault.js';

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');
const vault = (text: string) => new CredentialVault({ keyring: parseKeyring(text) });
const place = { clusterId: 7, purpose: 'reader' } as const;
const password = 'p@ss 비밀';

describe('the credential vault', () => {
  it('opens what it closed, and closes no two alike', () => {
    const safe = vault(`a:${key(1)}`);
    const closed = safe.close(place, password);
    expect(safe.open(place, closed)).toBe(password);
    expect(closed.keyId).toBe('a');
    expect(closed.secret.includes(Buffer.from(password))).toBe(false);
    expect(safe.close(place, password).secret.equals(closed.secret)).toBe(false);
  });

  it('opens what an earlier key closed, and closes with the new one', () => {
    const closed = vault(`a:${key(1)}`).close(place, password);
    const rotated = vault(`b:${key(2)}\na:${key(1)}`);
    expect(rotated.open(place, closed)).toBe(password);
    expect(rotated.close(place, password).keyId).toBe('b');
  });

  it('does not open a secret that was copied to another cluster or purpose', () => {
    const safe = vault(key(1));
    const closed = safe.close(place, password);
    expect(() => safe.open({ ...place, clusterId: 8 }, closed)).toThrow();
    expect(() => safe.open({ ...place, purpose: 'executor' }, closed)).toThrow();
  });

  it('does not open a secret of which any byte was changed', () => {
    const safe = vault(key(1));
    const closed = safe.close(place, password);
    for (let at = 0; at < closed.secret.length; at += 1) {
      const secret = Buffer.from(closed.secret);
      secret.writeUInt8(secret.readUInt8(at) ^ 1, at);
      expect(() => safe.open(place, { ...closed, secret })).toThrow();
    }
    expect(() => safe.open(place, { ...closed, secret: closed.secret.subarray(0, 20) })).toThrow();
  });

  it('says which key is missing, not what it could not open', () => {
    const closed = vault(`a:${key(1)}`).close(place, password);
    expect(() => vault(`b:${key(2)}`).open(place, closed)).toThrow('the key a ');
  });
});
