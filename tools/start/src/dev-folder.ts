import { join, resolve } from 'node:path';

import { stateFolder, type StateFolder } from '@sluice/stack';

export const RESET_COMMAND = 'npm run reset';
export const LOCK_FILE = 'start.lock';

/** `.sluice/dev`, or the folder that SLUICE_STATE_DIR names (a second stack beside the first, as the browser test uses). */
export function devFolder(root: string): StateFolder {
  return stateFolder(devFolderPath(root));
}

export function devFolderPath(root: string): string {
  return process.env.SLUICE_STATE_DIR ? resolve(root, process.env.SLUICE_STATE_DIR) : join(root, '.sluice/dev');
}
