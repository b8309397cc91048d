// More rows match now than the requester expects.
// Without an AST: the same. The count is the preview's, on the target.
import type { Rule } from '../rule.js';

export const rowsOverExpectation: Rule = {
  code: 'rows-over-expectation',
  find({ expectedRows, counted }) {
    if (expectedRows === null) return [];
    const estimated = counted.reduce((sum, { matched }) => sum + (matched?.rows ?? 0), 0);
    if (estimated <= expectedRows) return [];
    return [{ severity: 'warn', params: { expected: expectedRows, estimated } }];
  },
};
