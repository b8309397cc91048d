// One `npm start` per folder; and what a killed one left running is ended before its ports are looked at.
import { endLeftBehind, StackError, tryLock, type Lock, type StateFolder } from '@sluice/stack';

import { LOCK_FILE } from './dev-folder.ts';
import { progressLine } from './progress.ts';
import { PROCESSES } from './processes.ts';

/** @throws StackError `already-running` */
export async function claimFolder(state: StateFolder): Promise<Lock> {
  const lock = tryLock(state.file(LOCK_FILE));
  if ('heldBy' in lock) {
    throw new StackError(
      'already-running',
      `Sluice is already running from this folder (process ${lock.heldBy.pid}).`,
      'Use that one, or end it with Ctrl-C in its terminal (`npm run reset` ends it too and starts over with empty data).',
    );
  }
  for (const { name, processFile } of PROCESSES) await endLeftBehind(state, processFile, name, progressLine);
  return lock;
}
