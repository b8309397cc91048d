// Programs of MySQL and MariaDB as a person runs them: from file to file.
import { spawn } from 'node:child_process';
import { closeSync, fsyncSync, openSync } from 'node:fs';

export interface ProgramRun {
  /** Command and first arguments. */
  readonly program: readonly string[];
  readonly arguments: readonly string[];
  readonly input?: string;
  /** On the disk, and not only in its cache, when this returns: as durable as a commit. */
  readonly output?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** @throws Error with what it said */
export async function runProgram(run: ProgramRun): Promise<void> {
  const [command = '', ...first] = run.program;
  const input = run.input === undefined ? undefined : openSync(run.input, 'r');
  const output = run.output === undefined ? undefined : openSync(run.output, 'w', 0o600);
  try {
    const child = spawn(command, [...first, ...run.arguments], {
      stdio: [input ?? 'ignore', output ?? 'ignore', 'pipe'],
      env: { ...process.env, ...run.environment },
    });
    let said = '';
    child.stderr?.on('data', (text: Buffer) => (said += text.toString()));
    const code = await new Promise<number | null>((done, failed) => {
      child.once('error', failed);
      child.once('close', done);
    });
    // The last line: a client repeats the statement that failed before it says why.
    const why = said.trim().split('\n').at(-1)?.slice(-300) ?? '';
    if (code !== 0) throw new Error(`${first.at(-1) ?? command} ended with ${String(code)}: ${why}`);
    if (output !== undefined) fsyncSync(output);
  } finally {
    if (input !== undefined) closeSync(input);
    if (output !== undefined) closeSync(output);
  }
}
