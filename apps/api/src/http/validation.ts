import { StandardSchemaValidationPipe } from '@nestjs/common';
import { ProblemError } from './problem-error.js';

type Issue = Parameters<
  NonNullable<ConstructorParameters<typeof StandardSchemaValidationPipe>[0]>['exceptionFactory'] & {}
>[0][number];

const mostIssues = 50;

/** Checks what a handler's parameters declare by `{ schema }`; what does not fit is the problem `invalid`. */
export function validation(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues) =>
      new ProblemError('invalid', { issues: issues.length }, issues.slice(0, mostIssues).map(problemIssue)),
  });
}

function problemIssue(issue: Issue) {
  const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
  // zod's issues carry a code beside what the standard demands.
  const { code } = issue as { readonly code?: unknown };
  return { path, code: typeof code === 'string' ? code : 'invalid', message: issue.message };
}
