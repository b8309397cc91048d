import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';

export interface Outcome {
  /** Null when a signal ended it or it could not be run. */
  readonly exitCode: number | null;
  readonly ending: string;
  /** Standard output and error together, as they came. */
  readonly output: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly onLine?: (line: string) => void;
  /** Aborted: the program is ended, and the outcome says so. */
  readonly signal?: AbortSignal;
}

/** How long after SIGTERM a program may live, in milliseconds. */
const PATIENCE = 3_000;

/** Runs a program to its end; never rejects: a program that is not there is an outcome too. */
export function runToEnd(command: string, args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own, so that an abort reaches what the program itself has started (a build has many).
      detached: process.platform !== 'win32',
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.env === undefined ? {} : { env: options.env }),
    });
    // Asked once, then ended: mysqld lets SIGTERM pass while it initialises.
    let killing: NodeJS.Timeout | undefined;
    const abort = (): void => {
      endGroup(child, 'SIGTERM');
      killing = setTimeout(() => endGroup(child, 'SIGKILL'), PATIENCE);
    };
    if (options.signal?.aborted === true) abort();
    options.signal?.addEventListener('abort', abort, { once: true });
    let output = '';
    const listen = (stream: Readable): void => {
      let rest = '';
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        if (options.onLine !== undefined) lines.forEach(options.onLine);
      });
      stream.once('end', () => {
        if (rest !== '') options.onLine?.(rest);
      });
    };
    listen(child.stdout);
    listen(child.stderr);
    child.once('error', (error) => resolve({ exitCode: null, ending: error.message, output }));
    child.once('close', (code, signal) => {
      options.signal?.removeEventListener('abort', abort);
      clearTimeout(killing);
      resolve({ exitCode: code, ending: signal === null ? `exit code ${code}` : `signal ${signal}`, output });
    });
  });
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
