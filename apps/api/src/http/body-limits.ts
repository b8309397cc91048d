// How much a request may carry. Statements of 8 MiB grow when JSON escapes their quotes and line ends; everything else
// is small, so that nobody who is not signed in can fill the memory.
import { statementsByteLimit } from '@sluice/contracts';
import express, { type Express } from 'express';

const smallBody = 256 * 1024;

const longBody = 2 * statementsByteLimit + smallBody;
const longPath = '/api/change-requests';

export function limitBodies(server: Express): void {
  server.use(longPath, express.json({ limit: longBody }));
  server.use(express.json({ limit: smallBody }));
}

/** In bytes, for the answer to a body that is too long. */
export function bodyLimitOf(path: string): number {
  return path.startsWith(longPath) ? longBody : smallBody;
}
