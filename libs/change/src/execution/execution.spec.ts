import { afterAsking, afterAttempt } from './after-attempt.js';
import { askAgainAfter, retryAfter, stageAgainAfter } from './retry-policy.js';

const failed = (code: 'deadlock' | 'duplicate-key' | 'drift') =>
  ({ outcome: 'no-effect', failure: { code, params: { attempts: 1 } }, retryable: true }) as const;

describe('afterAttempt', () => {
  it('is executed once it had an effect', () => {
    expect(afterAttempt({ outcome: 'effect', changed: [], skipped: 0 }, 3)).toEqual({ to: 'executed' });
  });
  it('tries a deadlock again, longer each time, and gives up', () => {
    expect([1, 2, 3, 4, 5].map((tried) => afterAttempt(failed('deadlock'), tried))).toMatchObject([
      { to: 'pending', afterMs: 50 },
      { to: 'pending', afterMs: 100 },
      { to: 'pending', afterMs: 200 },
      { to: 'pending', afterMs: 400 },
      { to: 'failed', failure: { code: 'deadlock', params: { attempts: 5 } } },
    ]);
  });
  it('goes on at once elsewhere with what was ended because its worker had to end', () => {
    const ended = { outcome: 'no-effect', failure: { code: 'cancelled', params: {} }, retryable: true } as const;
    expect(afterAttempt(ended, 1)).toMatchObject({ to: 'pending', afterMs: 0 });
    expect(afterAttempt(ended, 10)).toMatchObject({ to: 'failed' });
  });
  it('does not repeat what could happen twice', () => {
    expect(afterAttempt({ ...failed('deadlock'), retryable: false }, 1)).toMatchObject({ to: 'failed' });
  });
  it.each(['duplicate-key', 'drift'] as const)('does not repeat %s', (code) => {
    expect(afterAttempt(failed(code), 1)).toMatchObject({ to: 'failed' });
  });
  it('never repeats what is unknown', () => {
    const result = { outcome: 'unknown', failure: { code: 'connection-lost', params: {} } } as const;
    for (const tried of [1, 2, 99]) expect(afterAttempt(result, tried).to).toBe('outcome-unknown');
  });
});

describe('afterAttempt of a run in chunks', () => {
  const half = (code: 'deadlock' | 'stopped' | 'drift') =>
    ({ ...failed('deadlock'), outcome: 'half', changed: [], skipped: 0, failure: { code, params: {} } }) as const;
  it('goes on by itself where only the moment was wrong, else waits for a person', () => {
    expect(afterAttempt(half('deadlock'), 1)).toMatchObject({ to: 'continuing', afterMs: 50 });
    expect(afterAttempt(half('deadlock'), 5)).toMatchObject({ to: 'half-run' });
    expect(afterAttempt({ ...half('stopped'), retryable: false }, 1)).toMatchObject({ to: 'half-run' });
    expect(afterAttempt(half('drift'), 1)).toMatchObject({ to: 'half-run' });
  });
  it('never calls a run without effect of which attempts before committed chunks', () => {
    expect(afterAttempt(failed('deadlock'), 1, true)).toMatchObject({ to: 'continuing' });
    expect(afterAttempt(failed('drift'), 1, true)).toMatchObject({ to: 'half-run' });
    expect(afterAsking({ outcome: 'half' }, 9, 9, true)).toMatchObject({ to: 'continuing' });
  });
});

describe('afterAsking', () => {
  const unknown = { outcome: 'unknown', failure: { code: 'marker-locked', params: {} } } as const;
  it('believes a marker, and its absence', () => {
    expect(afterAsking({ outcome: 'effect' }, 1, 1, true).to).toBe('executed');
    expect(afterAsking({ outcome: 'absent' }, 1, 1, true)).toMatchObject({
      to: 'pending',
      failure: { code: 'outcome-settled-absent' },
    });
    expect(afterAsking({ outcome: 'absent' }, 5, 1, true).to).toBe('failed');
    expect(afterAsking({ outcome: 'absent' }, 1, 1, false).to).toBe('failed');
  });
  it('asks for ever, with back-off, while there is no answer', () => {
    for (const asked of [1, 10, 1_000])
      expect(afterAsking(unknown, 9, asked, true)).toMatchObject({
        to: 'outcome-unknown',
        afterMs: askAgainAfter(asked),
      });
    expect(askAgainAfter(1_000)).toBe(30_000);
  });
});

it('backs off without overflow', () => {
  expect(stageAgainAfter(1)).toBe(1_000);
  expect(stageAgainAfter(5_000)).toBe(60_000);
  expect(retryAfter('target-unreachable', 8)).toBeNull();
});
