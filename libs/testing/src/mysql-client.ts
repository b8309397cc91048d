import { spawn } from 'node:child_process';

import { fromEnvironment } from './from-environment.js';
import type { TestServer } from './mysql-servers.js';

export interface ClientRun {
  readonly exitCode: number | null;
  /** What it said on standard output and error. */
  readonly output: string;
}

/** Is there a `mysql` program on this machine? @throws Error outside the `database` project */
export function hasMysqlClient(): boolean {
  return program().length > 0;
}

/** Runs `script` with the `mysql` program, as an administrator, without any option file. */
export function runMysqlClient(
  server: TestServer,
  script: string | Uint8Array,
  options: readonly string[] = [],
): Promise<ClientRun> {
  const [command = '', ...first] = program();
  const { hostname, port, username, password } = new URL(server.adminUrl);
  const address = [`--host=${hostname}`, `--port=${port || '3306'}`, '--protocol=TCP', `--user=${username}`];
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...first, '--no-defaults', ...address, ...options], {
      env: { ...process.env, MYSQL_PWD: decodeURIComponent(password) },
    });
    let output = '';
    const keep = (text: Buffer): void => {
      output += text.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', reject);
    child.once('close', (exitCode) => {
      resolve({ exitCode, output });
    });
    // A client that stops at an error reads no further.
    child.stdin.on('error', () => undefined);
    child.stdin.end(script);
  });
}

function program(): string[] {
  return JSON.parse(fromEnvironment('SLUICE_TEST_MYSQL_CLIENT')) as string[];
}
