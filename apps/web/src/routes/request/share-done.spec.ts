import { shareDone } from './share-done';

it.each([
  ['of what was counted', { of: 1_000, matched: 250 }, false, 25],
  ['never all before the end', { of: 1_000, matched: 1_200 }, false, 99],
  ['all at the end, however many matched', { of: 1_000, matched: 900 }, true, 100],
  ['not known without a count', { of: null, matched: 10 }, false, null],
  ['not known of nothing', { of: 0, matched: 0 }, false, null],
])('%s', (_, chunks, done, expected) => {
  expect(shareDone(chunks, done)).toBe(expected);
});
