import type { Request } from 'express';
import type { Actor } from './actor.js';

export interface CurrentSession {
  readonly id: number;
  readonly actor: Actor;
  readonly mustChangePassword: boolean;
  readonly csrfToken: string;
}

/** A request after the session guard: `session` is absent only in `@Public()` handlers. */
export interface SignedInRequest extends Request {
  session?: CurrentSession;
}
