import { decodeIdentifier, quoteIdentifier } from './identifiers.js';

test.each([
  ['`a``b`', 'a`b'],
  ['"a""b"', 'a"b'],
  ['plain', 'plain'],
  ['주문', '주문'],
  ['`주문 내역`', '주문 내역'],
  ['``', ''],
])('decodes %s', (text, name) => {
  expect(decodeIdentifier(text)).toBe(name);
});

test('quoting comes back', () => {
  for (const name of ['a', 'a`b', '``', '주문', 'a"b', 'a.b'])
    expect(decodeIdentifier(quoteIdentifier(name))).toBe(name);
});
