import type { Target, TargetConnection } from '../types.js';
import { openSession, Session } from './session.js';

/** Throws TargetError `target-unreachable` or `access-denied`. */
export function connectTarget(target: Target): Promise<TargetConnection> {
  return openSession(target);
}

/** Others hold a connection without seeing the driver in it. */
export function sessionOf(connection: TargetConnection): Session {
  if (connection instanceof Session) return connection;
  throw new TypeError('not a connection of connectTarget()');
}
