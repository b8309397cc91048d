// A server as a child process of ours: started apart from the terminal's signals, waited for until it answers, stopped politely.
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { explainFailure } from '../explain-failure.ts';
import type { StackContext } from '../providers/provider.ts';
import { StackError } from '../stack-error.ts';
import { identify } from '../state/process-identity.ts';
import { endProcess } from './left-behind.ts';

export interface ServerProcess {
  readonly lost: Promise<string>;
  stop(): Promise<void>;
}

export interface ServerCommand {
  /** As people know it: "MySQL". */
  readonly program: string;
  /** Where the process is remembered, so that a later start finds what a crash left behind. */
  readonly processFile: string;
  readonly command: string;
  readonly arguments: readonly string[];
  readonly logFile: string;
  /** Rejects until the server answers. */
  readonly answers: () => Promise<unknown>;
}

const START_TIMEOUT = 90_000;

export async function startServerProcess(server: ServerCommand, context: StackContext): Promise<ServerProcess> {
  const { state } = context;
  const log = openSync(server.logFile, 'w', 0o600);
  // Its own process group: Ctrl-C in the terminal reaches the launcher alone, which then ends its children in order.
  const child = spawn(server.command, server.arguments, {
    stdio: ['ignore', log, log],
    detached: true,
    cwd: state.path,
  });
  closeSync(log);
  let stopping = false;
  let ending: string | undefined;
  const ended = new Promise<string>((resolve) => {
    const end = (how: string): void => {
      ending ??= how;
      resolve(ending);
    };
    child.once('error', (error) => end(error.message));
    child.once('exit', (code, signal) => end(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
  const identity = child.pid === undefined ? undefined : identify(child.pid);
  if (identity !== undefined) state.write(server.processFile, identity);
  const failure = (how: string): StackError =>
    explainFailure({
      program: server.program,
      log: readFileSync(server.logFile, 'utf8').slice(-20_000),
      ending: how,
      resetCommand: context.resetCommand,
      logFile: server.logFile,
    });

  const deadline = Date.now() + START_TIMEOUT;
  for (;;) {
    if (ending !== undefined) throw failure(ending);
    if (context.signal.aborted) {
      if (identity !== undefined) await endProcess(identity);
      context.signal.throwIfAborted();
    }
    try {
      await server.answers();
      break;
    } catch (error) {
      if (Date.now() > deadline) {
        if (identity !== undefined) await endProcess(identity);
        throw new StackError(
          'server-timeout',
          `${server.program} did not answer within ${START_TIMEOUT / 1000} s: ${error instanceof Error ? error.message : String(error)}`,
          `Read ${server.logFile}; \`${context.resetCommand}\` starts over with empty data.`,
          { cause: error },
        );
      }
    }
    await Promise.race([sleep(100), ended]);
  }

  return {
    lost: ended.then((how) => (stopping ? new Promise<string>(() => undefined) : failure(how).message)),
    async stop() {
      stopping = true;
      if (identity !== undefined) await endProcess(identity);
    },
  };
}
