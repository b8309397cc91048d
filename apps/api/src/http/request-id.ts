// An id for each request, in its answer, in every problem and in the log. A proxy's id is kept where it is harmless.
import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

const header = 'x-request-id';
const harmless = /^[\w-]{8,64}$/;

export function requestId(request: Request, response: Response, next: NextFunction): void {
  const given = request.get(header);
  const id = given !== undefined && harmless.test(given) ? given : randomUUID();
  request.headers[header] = id;
  response.setHeader(header, id);
  next();
}

export function requestIdOf(request: Request): string {
  return request.get(header) ?? '';
}
