import { parseKeyring } from './keyring.js';

const one = Buffer.alloc(32, 1);
const two = Buffer.alloc(32, 2);

describe('a keyring', () => {
  it('takes the first line as the current key and keeps the others', () => {
    const ring = parseKeyring(`# rotated in May\n2026b:${two.toString('base64')}\n\n${one.toString('hex')}\n`);
    expect(ring.current).toEqual({ id: '2026b', bytes: two });
    expect([...ring.byId.values()].map(({ bytes }) => bytes)).toEqual([two, one]);
  });

  it('names a key without a name by its content, always alike', () => {
    const { id } = parseKeyring(one.toString('base64')).current;
    expect(id).toMatch(/^[0-9a-f]{8}$/);
    expect(parseKeyring(one.toString('hex')).current.id).toBe(id);
  });

  it.each([
    ['', 'holds no key'],
    ['# only a comment', 'holds no key'],
    ['c2hvcnQ=', 'must be 32 bytes'],
    [`${one.toString('hex')}00`, 'must be 32 bytes'],
    [`a b:${one.toString('hex')}`, 'unusable key id'],
    [`x:${one.toString('hex')}\nx:${two.toString('hex')}`, 'two keys alike'],
  ])('refuses %j', (text, message) => {
    expect(() => parseKeyring(text)).toThrow(message);
  });

  it('never shows what it could not read', () => {
    expect(() => parseKeyring('my-secret-key-material')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') as string }),
    );
  });
});
