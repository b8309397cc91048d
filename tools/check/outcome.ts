// The numbers of a suite, read from what it left behind.

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The part of jest's `--json` report that is counted. A file that could not run counts as one failure. */
interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

export function fromExitCode(code: number): Outcome {
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

/** @param report the text of the report; empty when jest did not get so far */
export function fromJest(report: string, code: number): Outcome {
  if (report === '') return fromExitCode(code || 1);
  const counts = JSON.parse(report) as JestReport;
  const failed = counts.numFailedTests + counts.numRuntimeErrorTestSuites;
  return soundOutcome({ passed: counts.numPassedTests, failed, skipped: counts.numPendingTests }, code);
}

/** The last line that says `12 passed, 0 failed`. */
export function fromLastLine(output: string, code: number): Outcome {
  const [, passed, failed] = output.trimEnd().match(/(?:^|\n)(\d+) passed, (\d+) failed$/) ?? [];
  return soundOutcome({ passed: Number(passed ?? 0), failed: Number(failed ?? 0), skipped: 0 }, code);
}

/** A bad exit code without a failure is a failure, and so is a suite that ran nothing. */
function soundOutcome(outcome: Outcome, code: number): Outcome {
  const isSilentFailure = outcome.failed === 0 && (code !== 0 || outcome.passed === 0);
  return isSilentFailure ? { ...outcome, failed: 1 } : outcome;
}

export function sum(outcomes: readonly Outcome[]): Outcome {
  return outcomes.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: all.skipped + one.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}
