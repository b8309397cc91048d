import { auditReport } from './report.js';

describe('the report of a verification', () => {
  it('ends with the sum and passes only when nothing was found', () => {
    expect(auditReport({ found: [], passed: 12 })).toEqual({ lines: ['12 passed, 0 failed'], exitCode: 0 });
    expect(auditReport({ found: [{ code: 'gap', at: 3 }], passed: 11 })).toEqual({
      lines: ['gap at 3', '11 passed, 1 failed'],
      exitCode: 1,
    });
  });
});
