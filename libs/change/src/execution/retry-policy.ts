// Which failures without effect may be tried again by themselves, how often and how soon.
import type { FailureCode } from '@sluice/contracts';

interface Retry {
  /** Attempts in all, the first one included. */
  readonly attempts: number;
  readonly firstMs: number;
  readonly mostMs: number;
}

// Only failures that come from the moment, not from the change: the same text can succeed a moment later.
const retries: Partial<Record<FailureCode, Retry>> = {
  deadlock: { attempts: 5, firstMs: 50, mostMs: 800 },
  'lock-wait-timeout': { attempts: 3, firstMs: 1_000, mostMs: 4_000 },
  'connection-lost': { attempts: 5, firstMs: 500, mostMs: 8_000 },
  'outcome-settled-absent': { attempts: 5, firstMs: 100, mostMs: 2_000 },
  // The worker was told to end; another one goes on at once.
  cancelled: { attempts: 10, firstMs: 0, mostMs: 0 },
  'target-unreachable': { attempts: 8, firstMs: 1_000, mostMs: 30_000 },
};

/** Doubles from `firstMs` up to `mostMs`; `tried` counts from 1. */
export function backOff(tried: number, firstMs: number, mostMs: number): number {
  return Math.min(mostMs, firstMs * 2 ** Math.min(tried - 1, 30));
}

/** Milliseconds until the next attempt after `tried` attempts, or null: no more. */
export function retryAfter(code: FailureCode, tried: number): number | null {
  const retry = retries[code];
  if (retry === undefined || tried >= retry.attempts) return null;
  return backOff(tried, retry.firstMs, retry.mostMs);
}

/** Asking for a marker that is locked or on a target that is down never ends: unknown stays unknown until the target answers. */
export function askAgainAfter(asked: number): number {
  return backOff(asked, 500, 30_000);
}

/** A stage that could not reach the target (analysis, verification) is tried again until the request expires. */
export function stageAgainAfter(tried: number): number {
  return backOff(tried, 1_000, 60_000);
}
