import type { Problem } from '@sluice/contracts';
import { ApiProblem } from '../../api/client';
import { saidAtItsPlace, statementIssues } from './statement-issues';

const unterminated = {
  path: 'statements',
  code: 'unterminated-string',
  message: 'line 1, column 3',
  params: { line: 1, column: 3 },
};
const tooLong = { path: 'reason', code: 'too_big', message: '' };
const refused = (...issues: NonNullable<Problem['issues']>) =>
  new ApiProblem({ type: '', title: '', status: 422, code: 'invalid', params: {}, issues });

test('what is said of the statements stands below the editor', () => {
  expect(statementIssues(refused(tooLong, unterminated))).toEqual([unterminated]);
  expect(saidAtItsPlace(refused(unterminated))).toBe(true);
});

test('anything else is still told in full', () => {
  expect(saidAtItsPlace(refused(unterminated, tooLong))).toBe(false);
  expect(saidAtItsPlace(refused())).toBe(false);
  expect(saidAtItsPlace(new Error('other'))).toBe(false);
  expect(statementIssues(null)).toEqual([]);
});
