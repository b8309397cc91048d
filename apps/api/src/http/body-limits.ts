// How much a request may carry. Statements of 8 MiB grow when JSON escapes their quotes and line ends; everything else
// is small, so that nobody who is not signed in can fill the memory.
import { statementsByteLimit } from '@sluice/contracts';
import express, { type Express } from 'express';

const smallBody = 256 * 1024;

export function limitBodies(server: Express): void {
  server.use('/api/change-requests', express.json({ limit: 2 * statementsByteLimit + smallBody }));
  server.use(express.json({ limit: smallBody }));
}
