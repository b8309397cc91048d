// What a start that was killed left running: found by the identity that was written down, ended before anything new starts.
import { setTimeout as sleep } from 'node:timers/promises';

import { isAlive, type ProcessIdentity } from '../state/process-identity.ts';
import type { StateFolder } from '../state/state-folder.ts';

const STOP_TIMEOUT = 30_000;

/** Ends the process that `processFile` names if it is still the same one. */
export async function endLeftBehind(
  state: StateFolder,
  processFile: string,
  program: string,
  progress: (line: string) => void,
): Promise<void> {
  const left = state.read<ProcessIdentity>(processFile);
  if (left === undefined || !isAlive(left)) return;
  progress(`Ending the ${program} that an earlier start left behind (process ${left.pid}) …`);
  await endProcess(left);
}

/** SIGTERM, patience, SIGKILL. Only ever called with a process that was identified as ours. */
export async function endProcess(identity: ProcessIdentity): Promise<void> {
  const deadline = Date.now() + STOP_TIMEOUT;
  signal(identity, 'SIGTERM');
  while (isAlive(identity)) {
    if (Date.now() > deadline) {
      signal(identity, 'SIGKILL');
      await sleep(200);
      return;
    }
    await sleep(50);
  }
}

function signal(identity: ProcessIdentity, name: NodeJS.Signals): void {
  if (!isAlive(identity)) return;
  try {
    process.kill(identity.pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
