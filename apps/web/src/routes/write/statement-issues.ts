// What filing said about the statements: shown below the editor, not beside the other fields.
import type { Problem } from '@sluice/contracts';
import { ApiProblem } from '../../api/client';

type Issues = NonNullable<Problem['issues']>;

export function statementIssues(error: Error | null): Issues {
  return issuesOf(error).filter(({ path }) => path === 'statements');
}

/** All that was refused is about the statements. */
export function saidAtItsPlace(error: Error | null): boolean {
  const issues = issuesOf(error);
  return issues.length > 0 && issues.every(({ path }) => path === 'statements');
}

function issuesOf(error: Error | null): Issues {
  return error instanceof ApiProblem ? (error.problem.issues ?? []) : [];
}
