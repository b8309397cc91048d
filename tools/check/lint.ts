// Lints everything. The module boundary rule reads Nx's project graph from its cache and skips itself, aloud but without failing, where
// there is none (a fresh clone) or takes an old one; so the graph is made first.
import { spawnSync } from 'node:child_process';

const steps = [
  ['node_modules/nx/dist/bin/nx.js', 'show', 'projects'],
  ['node_modules/eslint/bin/eslint.js', '.', '--cache', '--cache-location', '.nx/eslint/'],
];
for (const [index, command] of steps.entries()) {
  const isLast = index === steps.length - 1;
  const { status } = spawnSync(process.execPath, command, {
    stdio: ['ignore', isLast ? 'inherit' : 'ignore', 'inherit'],
    env: { ...process.env, NX_DAEMON: 'false' },
  });
  process.exitCode = status ?? 1;
  if (process.exitCode !== 0) break;
}
