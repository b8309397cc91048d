// What MySQL's error numbers mean for a change. The texts of the server go along as a parameter: they name the key or column.
import type { CodeParams, FailureCode } from '@sluice/contracts';
import { TargetError } from './target-error.js';

/** The session is gone: killed, shut down, timed out, or the network broke. What it was doing may go on without us. */
const lostErrnos = new Set([1053, 1079, 1152, 1159, 1161, 1184, 1927, 2006, 2013, 2055, 3169, 4031]);
const deniedErrnos = new Set([1044, 1045, 1698, 1820, 1862, 3118, 3955]);
const privilegeErrnos = new Set([1142, 1143, 1227, 1370]);
const constraintErrnos = new Set([1048, 1216, 1217, 1451, 1452, 3819]);
const interruptedErrnos = new Set([1317, 3024]);

interface ServerError {
  readonly errno: number | null;
  readonly code: string;
  readonly message: string;
  readonly fatal: boolean;
}

/** Before there is a session nothing can have happened. */
export function classifyConnectError(error: unknown): TargetError {
  if (error instanceof TargetError) return error;
  const { errno, message } = read(error);
  const code = errno !== null && deniedErrnos.has(errno) ? 'access-denied' : 'target-unreachable';
  return new TargetError({ code, params: { message } }, 'no-effect', false, errno, { cause: error });
}

/** Everything that is thrown leaves this room as TargetError. */
export function classifyError(error: unknown): TargetError {
  if (error instanceof TargetError) return error;
  const { errno, code, message, fatal } = read(error);
  const made = (failure: FailureCode, params: CodeParams = {}, retryable = false): TargetError =>
    new TargetError({ code: failure, params }, 'no-effect', retryable, errno, { cause: error });
  if (errno !== null && deniedErrnos.has(errno)) return made('access-denied', { message });
  if (
    fatal ||
    (errno !== null && lostErrnos.has(errno)) ||
    /^(PROTOCOL_|ECONN|EPIPE|ETIMEDOUT|EHOST|ENET)/.test(code)
  ) {
    return new TargetError({ code: 'connection-lost', params: {} }, 'unknown', false, errno, { cause: error });
  }
  if (errno === null) throw error;
  if (errno === 1205) return made('lock-wait-timeout', { attempts: 1 }, true);
  if (errno === 1213) return made('deadlock', { attempts: 1 }, true);
  if (errno === 1062 || errno === 1586) return made('duplicate-key', { message });
  if (errno === 1406) return made('data-too-long', { message });
  if (constraintErrnos.has(errno)) return made('constraint-violated', { message });
  if (privilegeErrnos.has(errno)) return made('privilege-missing', { message });
  if (interruptedErrnos.has(errno)) return made('statement-timeout', { seconds: 0 });
  return made('statement-error', { errno, message });
}

function read(error: unknown): ServerError {
  const { errno, code, sqlMessage, message, fatal, syscall } = (error ?? {}) as Record<string, unknown>;
  return {
    // Of a system call's error, errno is the system's own.
    errno: typeof errno === 'number' && errno > 0 && syscall === undefined ? errno : null,
    code: typeof code === 'string' ? code : '',
    message: typeof sqlMessage === 'string' ? sqlMessage : String(message),
    fatal: fatal === true || message === "Can't add new command when connection is in closed state",
  };
}
