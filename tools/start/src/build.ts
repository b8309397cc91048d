// The build, by Nx: what has not changed comes from its cache.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { runToEnd, StackError, type StateFolder } from '@sluice/stack';

import { withProgress } from './progress.ts';

/** @throws StackError `build-failed` */
export function build(root: string, state: StateFolder, signal: AbortSignal): Promise<void> {
  return withProgress('Building', async () => {
    const nx = join(root, 'node_modules/nx/dist/bin/nx.js');
    const outcome = await runToEnd(process.execPath, [nx, 'run-many', '-t', 'build', '--outputStyle=static'], {
      cwd: root,
      // No daemon and no plugin processes: they would stay after Ctrl-C.
      env: { ...process.env, NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false', NX_TUI: 'false', NO_COLOR: '1' },
      signal,
    });
    signal.throwIfAborted();
    if (outcome.exitCode === 0) return;
    const log = state.file('build.log');
    writeFileSync(log, outcome.output);
    throw new StackError(
      'build-failed',
      `The build failed (${outcome.ending}):\n${outcome.output.trimEnd().split('\n').slice(-40).join('\n')}`,
      `Mend what is named above (the whole output is in ${log}); if node_modules is out of date, run \`npm ci\`.`,
    );
  });
}
