import { lineDiff } from './line-diff';

const marks = { same: ' ', removed: '-', added: '+' } as const;
const shown = (before: string, after: string) =>
  lineDiff(before, after).map(({ kind, text }) => `${marks[kind]}${text}`);

test('the same text has no marks, however its lines end', () => {
  expect(shown('a\nb', 'a\r\nb')).toEqual([' a', ' b']);
  expect(shown('', '')).toEqual([]);
});

test('a line between others that stay', () => {
  expect(shown('a\nb\nc', 'a\nx\nc')).toEqual([' a', '-b', '+x', ' c']);
  expect(shown('a\nc', 'a\nb\nc')).toEqual([' a', '+b', ' c']);
  expect(shown('a', '')).toEqual(['-a']);
});

test('lines in common stay, wherever they stand between', () => {
  expect(shown('1\n2\n3\n4', '2\n9\n4\n5')).toEqual(['-1', ' 2', '-3', '+9', ' 4', '+5']);
});

test('of two long texts with nothing in common the one stands for the other', () => {
  const lines = (mark: string) => Array.from({ length: 3_000 }, (_, i) => `${mark}${String(i)}`).join('\n');
  const diff = lineDiff(lines('a'), lines('b'));
  expect(diff).toHaveLength(6_000);
  expect(diff[2_999]?.kind).toBe('removed');
  expect(diff[3_000]?.kind).toBe('added');
});
