import { endsSoon, hasEnded, timeLeft } from './way-back';

const closed = { status: 'closed', verdict: 'exact', rollbackOf: null, imagesUntil: null } as const;

test('a way back has ended where a change ran that could be undone, and its rows are no longer kept', () => {
  expect(hasEnded(closed)).toBe(true);
  expect(hasEnded({ ...closed, imagesUntil: '2026-11-27T00:00:00Z' })).toBe(false);
  expect(hasEnded({ ...closed, verdict: 'none' })).toBe(false);
  expect(hasEnded({ ...closed, rollbackOf: 3 })).toBe(false);
  expect(hasEnded({ ...closed, status: 'planned' })).toBe(false);
  expect(hasEnded({ ...closed, status: 'rolled-back' })).toBe(false);
});

test('it ends soon on its last day', () => {
  const now = Date.parse('2026-11-26T00:00:01Z');
  expect(endsSoon('2026-11-27T00:00:00Z', now)).toBe(true);
  expect(endsSoon('2026-11-27T00:00:02Z', now)).toBe(false);
});

test.each([
  [6.9 * 86_400, '6 days'],
  [86_399, '23 hr'],
  [125, '2 min'],
  [-5, '0 min'],
])('%d seconds are left', (seconds, text) => {
  expect(timeLeft(new Date(seconds * 1_000).toISOString(), 0, 'en')).toBe(text);
});
