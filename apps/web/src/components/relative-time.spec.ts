import { duration, relative } from './relative-time';

const now = Date.parse('2026-11-20T09:00:00Z');

test.each([
  [-3_000, 'en', 'now'],
  [-12 * 60_000, 'en', '12 min. ago'],
  [-12 * 60_000, 'ko', '12분 전'],
  [-90 * 60_000, 'en', '1 hr. ago'],
  [-86_400_000, 'en', 'yesterday'],
  [7 * 86_400_000, 'en', 'in 7 days'],
])('%d ms from now in %s: %s', (offset, locale, text) => {
  expect(relative(now + offset, now, locale)).toBe(text);
});

test.each([
  [340, 'en', '340 ms'],
  [4_240, 'en', '4.2 sec'],
  [123_000, 'en', '2 min 3 sec'],
  [4_240, 'ko', '4.2초'],
])('%d ms in %s: %s', (ms, locale, text) => {
  expect(duration(ms, locale)).toBe(text);
});
