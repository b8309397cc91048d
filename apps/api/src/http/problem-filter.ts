// Turns every error into RFC 9457 problem details with a stable code. What is not foreseen is `internal`: logged under the
// request's id, and told to nobody.
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { problemCodes, type Problem, type ProblemCode } from '@sluice/contracts';
import type { Request, Response } from 'express';
import { describeError } from '../database/database-error.js';
import { bodyLimitOf } from './body-limits.js';
import { ProblemError } from './problem-error.js';
import { requestIdOf } from './request-id.js';

@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const requestId = requestIdOf(request);
    const problem = problemOf(error, request.path);
    if (problem.code === 'internal') this.log(error, requestId);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (problem.code === 'too-many-attempts') response.setHeader('retry-after', String(problem.params.seconds));
    response.status(problemStatus(problem.code)).type('application/problem+json').send(problemBody(problem, requestId));
  }

  private log(error: unknown, requestId: string): void {
    const stack = error instanceof Error ? error.stack?.split('\n').slice(1).join('\n') : undefined;
    this.logger.error({ message: describeError(error), requestId, stack });
  }
}

export function problemStatus(code: ProblemCode): number {
  return problemCodes[code][0];
}

export function problemBody(problem: ProblemError, requestId: string): Problem {
  return {
    type: `urn:sluice:problem:${problem.code}`,
    title: problem.code.replaceAll('-', ' '),
    status: problemStatus(problem.code),
    code: problem.code,
    params: problem.params,
    ...(problem.issues === undefined ? {} : { issues: problem.issues }),
    requestId,
  };
}

/** The problem that an error is for the client of `path`. */
export function problemOf(error: unknown, path: string): ProblemError {
  if (error instanceof ProblemError) return error;
  // Errors of the body parser are no HttpExceptions; they say their status and type.
  const { status, type } = (error ?? {}) as { status?: unknown; type?: unknown };
  const httpStatus = error instanceof HttpException ? error.getStatus() : typeof type === 'string' ? status : undefined;
  switch (httpStatus) {
    case 404:
      return new ProblemError('not-found');
    case 413:
      return new ProblemError('too-large', { limit: bodyLimitOf(path) });
    case 503:
      return new ProblemError('not-ready');
    default:
      return typeof httpStatus === 'number' && httpStatus >= 400 && httpStatus < 500
        ? new ProblemError('bad-request', { detail: badRequestDetail(type) })
        : new ProblemError('internal');
  }
}

function badRequestDetail(type: unknown): string {
  return typeof type === 'string' ? type : 'malformed';
}
