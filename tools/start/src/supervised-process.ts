// One process of the portal: started, started again with growing pauses when it ends by itself, ended when asked.
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { endProcess, identify, type ProcessIdentity, type StateFolder } from '@sluice/stack';

import { HEAP_BOUNDS } from './processes.ts';
import { progressLine } from './progress.ts';
import { restartDelay, STEADY } from './restart-delay.ts';

export interface ProcessSpecification {
  readonly name: string;
  /** From the project's folder, run by this Node. */
  readonly program: string;
  readonly processFile: string;
  readonly log: string;
}

export interface SupervisedProcess {
  /** How many times in a row it ended soon after its start. */
  failures(): number;
  lastWords(): string;
  stop(): Promise<void>;
}

export function supervise(
  specification: ProcessSpecification,
  root: string,
  state: StateFolder,
  environment: NodeJS.ProcessEnv,
): SupervisedProcess {
  const { name, program, processFile, log } = specification;
  const logFile = state.file(log);
  const stopping = new AbortController();
  let running: ProcessIdentity | undefined;
  let failures = 0;

  const runOnce = (firstRun: boolean): Promise<string> =>
    new Promise((resolve) => {
      const output = openSync(logFile, firstRun ? 'w' : 'a', 0o600);
      // Apart from the terminal's signals: on Ctrl-C the launcher ends it before the servers that it needs.
      const child = spawn(process.execPath, [...HEAP_BOUNDS, join(root, program)], {
        cwd: root,
        env: environment,
        stdio: ['ignore', output, output],
        detached: true,
      });
      closeSync(output);
      running = child.pid === undefined ? undefined : identify(child.pid);
      if (running !== undefined) state.write(processFile, running);
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
    });

  const watch = async (): Promise<void> => {
    for (let run = 0; !stopping.signal.aborted; run += 1) {
      const began = Date.now();
      const ending = await runOnce(run === 0);
      running = undefined;
      if (stopping.signal.aborted) return;
      failures = Date.now() - began >= STEADY ? 1 : failures + 1;
      const delay = restartDelay(failures);
      progressLine(`The ${name} ended (${ending}); starting it again in ${delay / 1000} s. Its log: ${logFile}`);
      await sleep(delay, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const watching = watch();

  return {
    failures: () => failures,
    lastWords: () => readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-15).join('\n'),
    async stop() {
      stopping.abort();
      if (running !== undefined) await endProcess(running);
      await watching;
    },
  };
}
