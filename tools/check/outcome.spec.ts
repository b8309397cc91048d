import { fromExitCode, fromJest, fromLastLine, sum } from './outcome.ts';

const report = (passed: number, failed: number, broken = 0) =>
  JSON.stringify({
    ...{ numPassedTests: passed, numFailedTests: failed, numPendingTests: 2 },
    numRuntimeErrorTestSuites: broken,
  });

describe('the outcome of a suite', () => {
  it('is one by its exit code', () => {
    expect(fromExitCode(0)).toEqual({ passed: 1, failed: 0, skipped: 0 });
    expect(fromExitCode(2)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('is what jest counted, files that did not run included', () => {
    expect(fromJest(report(7, 0), 0)).toEqual({ passed: 7, failed: 0, skipped: 2 });
    expect(fromJest(report(7, 1, 2), 1)).toEqual({ passed: 7, failed: 3, skipped: 2 });
  });

  it('is what the last line says', () => {
    expect(fromLastLine('all good\n12 passed, 0 failed\n', 0)).toMatchObject({ passed: 12, failed: 0 });
    expect(fromLastLine('12 passed, 3 failed', 1)).toMatchObject({ passed: 12, failed: 3 });
  });

  it.each([
    ['jest ran nothing', fromJest(report(0, 0), 0)],
    ['jest left no report', fromJest('', 0)],
    ['jest passed and the process failed', fromJest(report(7, 0), 1)],
    ['the line is not the last', fromLastLine('12 passed, 0 failed\nboom', 0)],
    ['the line is part of another', fromLastLine('of which 12 passed, 0 failed', 0)],
    ['nothing passed', fromLastLine('0 passed, 0 failed', 0)],
    ['the numbers are good and the exit code is not', fromLastLine('12 passed, 0 failed', 1)],
  ])('is a failure when %s', (_, outcome) => {
    expect(outcome.failed).toBe(1);
  });

  it('adds up', () => {
    expect(sum([fromExitCode(0), fromExitCode(1), fromJest(report(7, 0), 0)])).toEqual({
      ...{ passed: 8, failed: 1, skipped: 2 },
    });
  });
});
