// Waiting by the database's own time, so that workers with differing clocks agree on what is due.

/** An SQL expression for a column: `ms` from now. */
export function later(ms: number): () => string {
  return () => `UTC_TIMESTAMP(6) + INTERVAL ${Math.round(ms * 1_000)} MICROSECOND`;
}

/** Far enough that nobody starts it by time: only a person does. */
export const untilAsked = new Date('9999-12-31T00:00:00Z');

export const isDue = '(next_try_at IS NULL OR next_try_at <= UTC_TIMESTAMP(6))';
export const isUnclaimed = '(lease_until IS NULL OR lease_until <= UTC_TIMESTAMP(6))';
