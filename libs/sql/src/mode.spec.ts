import { sqlMode } from './mode.js';

test.each([
  ['8.0.39-aurora', 80039],
  ['9.7.4-2', 90704],
  ['10.0.1', 100001],
  ['nonsense', 0],
])('version %s is %i', (version, number) => {
  expect(sqlMode('', version).serverVersion).toBe(number);
});

test('sql_mode flags', () => {
  expect(sqlMode('ANSI_QUOTES,STRICT_ALL_TABLES', '8.0.36')).toMatchObject({
    ansiQuotes: true,
    noBackslashEscapes: false,
  });
  expect(sqlMode('no_backslash_escapes', '8.0.36')).toMatchObject({ ansiQuotes: false, noBackslashEscapes: true });
});
