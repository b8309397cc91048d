import type { CodeParams, Problem, ProblemCode } from '@sluice/contracts';

export type ProblemIssues = NonNullable<Problem['issues']>;

/** An answer that is not the wished one, told to the client as RFC 9457 problem details by the problem filter. */
export class ProblemError extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly params: CodeParams = {},
    readonly issues?: ProblemIssues,
  ) {
    super(code);
    this.name = 'ProblemError';
  }
}
