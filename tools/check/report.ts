// What a run says about its suites: a line each, then the line that CI reads.
import { sum } from './outcome.ts';
import type { RunSuite } from './run-suite.ts';

export function line({ name, seconds, passed, failed, skipped }: RunSuite): string {
  const counts = `${String(passed)} passed, ${String(failed)} failed${skipped > 0 ? `, ${String(skipped)} skipped` : ''}`;
  return `${failed === 0 ? 'ok  ' : 'FAIL'}  ${name.padEnd(12)} ${seconds.toFixed(1).padStart(6)} s   ${counts}`;
}

/** Prints the last line and sets the exit code. */
export function finish(results: readonly RunSuite[]): void {
  const { passed, failed, skipped } = sum(results);
  if (skipped > 0) console.log(`${String(skipped)} skipped; the tests that were say why`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
  console.log(`${String(passed)} passed, ${String(failed)} failed`);
}
