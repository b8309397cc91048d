import { formatResult, parseResult } from './expected-result';

test.each([
  ['one number', '42', [['42']]],
  [
    'rows and cells',
    '1 | paid\n2\tNULL',
    [
      ['1', 'paid'],
      ['2', null],
    ],
  ],
  ['the word NULL in quotes', '"NULL"', [['NULL']]],
  ['separators and quotes in quotes', '"a|b""c" | d', [['a|b"c', 'd']]],
  ['an empty cell', 'a |', [['a', '']]],
  ['blank lines at the end', '42\n\n', [['42']]],
  ['Korean', '환불 완료', [['환불 완료']]],
])('reads %s', (_what, text, rows) => {
  expect(parseResult(text)).toEqual(rows);
});

test.each([
  [[['42']]],
  [
    [
      ['1', null],
      ['NULL', ' a '],
    ],
  ],
  [[['a|b', 'c"d', 'e\tf', '']]],
])('what it writes reads back: %j', (rows) => {
  expect(parseResult(formatResult(rows))).toEqual(rows);
});
