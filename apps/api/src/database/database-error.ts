// Reading errors of the portal database without showing their parameters: TypeORM's QueryFailedError carries them,
// and they may be hashes, tokens or ciphertexts.
import { QueryFailedError } from 'typeorm';

/** MySQL's error number, or null when the error is none of MySQL's. */
export function mysqlErrno(error: unknown): number | null {
  const inner: unknown = error instanceof QueryFailedError ? error.driverError : error;
  const errno = (inner as { errno?: unknown } | null)?.errno;
  // Errors of the system carry an errno too; theirs are negative.
  return typeof errno === 'number' && errno > 0 ? errno : null;
}

export function isDuplicateKey(error: unknown): boolean {
  return mysqlErrno(error) === 1062;
}

/** True when nobody can say whether a COMMIT that was under way has happened. */
export function isConnectionLost(error: unknown): boolean {
  const inner: unknown = error instanceof QueryFailedError ? error.driverError : error;
  const code = (inner as { code?: unknown } | null)?.code;
  return (
    code === 'PROTOCOL_CONNECTION_LOST' ||
    code === 'ECONNRESET' ||
    code === 'EPIPE' ||
    code === 'ETIMEDOUT' ||
    (inner as { fatal?: unknown } | null)?.fatal === true
  );
}

/** One line for the log: kind, number and message, never the parameters. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const errno = mysqlErrno(error);
  return `${error.name}${errno === null ? '' : ` ${errno}`}: ${error.message}`;
}
