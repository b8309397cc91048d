// What the launcher says when it cannot go on: a code for programs, and for people what is wrong and what to do about it.

export type StackErrorCode =
  | 'already-running'
  | 'build-failed'
  | 'data-folder-half-made'
  | 'data-folder-in-use'
  | 'data-folder-other-version'
  | 'disk-full'
  | 'docker-failed'
  | 'download-failed'
  | 'library-missing'
  | 'lock-timeout'
  | 'no-keyring'
  | 'no-network'
  | 'no-provider'
  | 'permission-denied'
  | 'port-taken'
  | 'server-failed'
  | 'server-timeout'
  | 'server-unusable'
  | 'step-failed';

export class StackError extends Error {
  readonly code: StackErrorCode;
  readonly advice: string;

  constructor(code: StackErrorCode, message: string, advice: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StackError';
    this.code = code;
    this.advice = advice;
  }
}

/** The lines for a person: what is wrong, then what to do; an unforeseen error keeps its stack for the report. */
export function describeError(error: unknown): string {
  if (error instanceof StackError) return `${error.message}\n\nWhat to do: ${error.advice}`;
  if (error instanceof Error) return error.stack ?? error.message;
  return String(error);
}
