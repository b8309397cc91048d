import type { ChainCheck } from './chain-check.js';

/** What `audit:verify` prints, one finding a line and the sum last, and its exit code. */
export function auditReport({ found, passed }: Pick<ChainCheck, 'found' | 'passed'>): {
  readonly lines: readonly string[];
  readonly exitCode: 0 | 1;
} {
  return {
    lines: [...found.map(({ code, at }) => `${code} at ${at}`), `${passed} passed, ${found.length} failed`],
    exitCode: found.length === 0 ? 0 : 1,
  };
}
