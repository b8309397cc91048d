// The HTTP process and the worker under supervision; returns when the portal answers.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { StackError, type StateFolder } from '@sluice/stack';

import { PROCESSES } from './processes.ts';
import { withProgress } from './progress.ts';
import { supervise, type SupervisedProcess } from './supervised-process.ts';

export interface Portal {
  readonly root: string;
  readonly state: StateFolder;
  readonly environment: NodeJS.ProcessEnv;
  readonly port: number;
  readonly signal: AbortSignal;
}

const READY_TIMEOUT = 60_000;
/** A process that ends this often before the portal was ever ready has a lasting reason. */
const HOPELESS = 3;

/** @throws StackError `step-failed`; by then both processes are ended */
export async function superviseProcesses({
  root,
  state,
  environment,
  port,
  signal,
}: Portal): Promise<{ stop(): Promise<void> }> {
  for (const { name, program } of PROCESSES) {
    if (!existsSync(join(root, program))) {
      throw new StackError(
        'step-failed',
        `The ${name} cannot start: ${program} is missing.`,
        'Run `npm ci && npm run build` and start again.',
      );
    }
  }
  const processes = PROCESSES.map((specification) => supervise(specification, root, state, environment));
  const stop = async (): Promise<void> => {
    await Promise.all(processes.map((process) => process.stop()));
  };
  try {
    await withProgress('Starting the portal', () => untilReady(port, processes, signal));
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

async function untilReady(port: number, processes: readonly SupervisedProcess[], signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT;
  let answer = 'no answer';
  while (Date.now() < deadline) {
    signal.throwIfAborted();
    for (const [index, process] of processes.entries()) {
      if (process.failures() < HOPELESS) continue;
      throw new StackError(
        'step-failed',
        `The ${PROCESSES[index]?.name ?? 'process'} does not stay up; its last words:\n${process.lastWords()}`,
        'Read the lines above; `npm run reset` starts over with empty data.',
      );
    }
    try {
      const response = await fetch(`http://127.0.0.1:${port}/api/health/ready`, {
        signal: AbortSignal.any([signal, AbortSignal.timeout(5_000)]),
      });
      if (response.ok) return;
      answer = `${response.status} ${(await response.text()).slice(0, 300)}`;
    } catch (error) {
      answer = error instanceof Error ? error.message : String(error);
    }
    await sleep(150, undefined, { signal });
  }
  throw new StackError(
    'step-failed',
    `The portal was not ready within ${READY_TIMEOUT / 1000} s: ${answer}\n${processes.map((process) => process.lastWords()).join('\n')}`,
    'Read the lines above; `npm run reset` starts over with empty data.',
  );
}
