import { spawn } from 'node:child_process';

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
  readonly signal?: AbortSignal;
}

/** Runs a program to its end; never rejects: a program that is not there is an outcome too. */
export function runToEnd(command: string, args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.env === undefined ? {} : { env: options.env }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    let output = '';
    let rest = '';
    const take = (chunk: Buffer): void => {
      const text = chunk.toString('utf8');
      output += text;
      if (options.onLine === undefined) return;
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(options.onLine);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', (error) => resolve({ exitCode: null, ending: error.message, output }));
    child.once('close', (code, signal) => {
      if (rest !== '') options.onLine?.(rest);
      resolve({ exitCode: code, ending: signal === null ? `exit code ${code}` : `signal ${signal}`, output });
    });
  });
}
