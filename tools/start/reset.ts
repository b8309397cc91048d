// `npm run reset`: ends what runs from this folder and removes its data. Downloaded packages and build outputs stay.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { describeError, endLeftBehind, endProcess, isAlive, removeVolume, type ProcessIdentity } from '@sluice/stack';

import { devFolder, devFolderPath, LOCK_FILE } from './src/dev-folder.ts';
import { PROCESSES } from './src/processes.ts';
import { progressLine } from './src/progress.ts';

const root = join(import.meta.dirname, '../..');
try {
  await reset();
} catch (error) {
  console.error(describeError(error));
  process.exitCode = 1;
}

async function reset(): Promise<void> {
  if (!existsSync(devFolderPath(root))) {
    progressLine('There is nothing to reset.');
    return;
  }
  const state = devFolder(root);
  const launcher = state.read<ProcessIdentity>(LOCK_FILE);
  if (launcher !== undefined && isAlive(launcher)) {
    progressLine(`Ending the running Sluice (process ${launcher.pid}) …`);
    await endProcess(launcher);
  }
  const servers = [
    { name: 'MySQL', processFile: 'mysql.process.json' },
    { name: 'Valkey/Redis', processFile: 'valkey.process.json' },
  ];
  for (const { name, processFile } of [...PROCESSES, ...servers])
    await endLeftBehind(state, processFile, name, progressLine);

  const provider = state.read<{ mysql?: string }>('providers.json')?.mysql;
  if (provider === 'docker') await removeVolume(state.path);
  if (provider === 'url') {
    progressLine(
      'The server that SLUICE_PORTAL_MYSQL_URL names is not ours: its schemas and accounts sluice_* stay until you drop them there.',
    );
  }
  rmSync(state.path, { recursive: true, force: true });
  progressLine(`Removed ${state.path}; the next \`npm start\` begins with empty data.`);
}
