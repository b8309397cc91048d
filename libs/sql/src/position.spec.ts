import { positionAt } from './position.js';

test.each([
  ['a\nbc\n\nd', 0, 1, 1],
  ['a\nbc\n\nd', 1, 1, 2],
  ['a\nbc\n\nd', 2, 2, 1],
  ['a\nbc\n\nd', 3, 2, 2],
  ['a\nbc\n\nd', 5, 3, 1],
  ['a\nbc\n\nd', 6, 4, 1],
  ['', 0, 1, 1],
])('%j at %i is line %i, column %i', (text, offset, line, column) => {
  expect(positionAt(text, offset)).toEqual({ offset, line, column });
});
