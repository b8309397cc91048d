import { csrfTokenOf, newToken, sameSecret, tokenHash } from './secret-token.js';

describe('secret tokens', () => {
  it('never repeat and hold 256 bits', () => {
    const tokens = Array.from({ length: 100 }, newToken);
    expect(new Set(tokens).size).toBe(100);
    for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  });

  it('give a CSRF token that says nothing of them and differs by session', () => {
    const token = newToken();
    expect(csrfTokenOf(token)).toBe(csrfTokenOf(token));
    expect(csrfTokenOf(token)).not.toBe(csrfTokenOf(newToken()));
    expect(csrfTokenOf(token)).not.toBe(tokenHash(token).toString('base64url'));
  });

  it('are compared whole, whatever their length', () => {
    expect(sameSecret('abc', 'abc')).toBe(true);
    expect(sameSecret('', 'abc')).toBe(false);
    expect(sameSecret('abcd', 'abc')).toBe(false);
  });
});
