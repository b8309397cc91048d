import { headlineOf } from './headline.js';

describe('headlineOf', () => {
  it('is the first line that is not empty', () => {
    expect(headlineOf('\r\n  \n  UPDATE t  \n  SET a = 1')).toBe('UPDATE t');
    expect(headlineOf('')).toBe('');
  });
  it('is cut at 200 characters and never inside one', () => {
    const line = headlineOf('🎁'.repeat(300));
    expect([...line]).toHaveLength(200);
    expect(line.isWellFormed()).toBe(true);
  });
});
