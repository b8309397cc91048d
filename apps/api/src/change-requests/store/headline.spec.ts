import { headlineOf } from './headline.js';

describe('headlineOf', () => {
  it('draws the lines together', () => {
    expect(headlineOf('\r\n  \n  UPDATE t  \n\tSET  a = 1\nWHERE id = 2;')).toBe('UPDATE t SET a = 1 WHERE id = 2;');
    expect(headlineOf('')).toBe('');
  });
  it.each([
    ['-- ticket 12\n# and more\n/* why */ UPDATE t', 'UPDATE t'],
    ['/*!80000 SET */ UPDATE t', '/*!80000 SET */ UPDATE t'],
    ['--1', '--1'],
    ['-- only this', '-- only this'],
  ])('leaves out comments before the statement: %j', (text, headline) => {
    expect(headlineOf(text)).toBe(headline);
  });
  it('ends with a line that has a comment: it would swallow the next', () => {
    expect(headlineOf('UPDATE t -- all of it\nSET a = 1')).toBe('UPDATE t -- all of it');
  });
  it('is cut at 200 characters and never inside one', () => {
    const line = headlineOf('🎁'.repeat(300));
    expect([...line]).toHaveLength(200);
    expect(line.isWellFormed()).toBe(true);
  });
});
