import { idCursor, readIdCursor } from './id-cursor.js';

describe('a cursor', () => {
  it('reads what it wrote', () => {
    expect(readIdCursor(idCursor(123_456))).toBe(123_456);
    expect(readIdCursor(undefined)).toBeUndefined();
  });

  it.each(['', 'x', '42', idCursor(-1), idCursor(1.5), Buffer.from("id:1' OR 1").toString('base64url')])(
    'refuses %j',
    (cursor) => {
      expect(() => readIdCursor(cursor)).toThrow(expect.objectContaining({ code: 'bad-request' }));
    },
  );
});
