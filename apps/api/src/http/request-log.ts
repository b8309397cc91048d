// One line for each answered request: never the query, the body or a header, which may hold secrets.
import { Logger } from '@nestjs/common';
import type { NextFunction, Response } from 'express';
import type { SignedInRequest } from '../access/signed-in-request.js';
import { requestIdOf } from './request-id.js';

const quiet = /^\/api\/health\//;

export function requestLog(logger: Logger) {
  return (request: SignedInRequest, response: Response, next: NextFunction): void => {
    const { method, path } = request;
    const started = performance.now();
    response.once('close', () => {
      if (!path.startsWith('/api/') || (quiet.test(path) && response.statusCode < 400)) return;
      logger.log({
        message: `${method} ${path}`,
        status: response.statusCode,
        ms: Math.round(performance.now() - started),
        requestId: requestIdOf(request),
        account: request.session?.actor.accountId ?? null,
      });
    });
    next();
  };
}
