// The cursor of a list that is ordered by id: opaque to the client, so that its meaning may change.
import { ProblemError } from '../http/problem-error.js';

export function idCursor(id: number): string {
  return Buffer.from(`id:${id}`).toString('base64url');
}

/** @throws ProblemError `bad-request` for a text that no list has given out. */
export function readIdCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  const match = /^id:(\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  if (match === null) throw new ProblemError('bad-request', { detail: 'cursor' });
  return Number(match[1]);
}
