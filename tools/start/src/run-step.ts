import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { runToEnd, StackError } from '@sluice/stack';

import { RESET_COMMAND } from './dev-folder.ts';
import { progressLine, withProgress } from './progress.ts';

export interface Step {
  readonly title: string;
  /** From the project's folder, run by this Node. */
  readonly program: string;
  readonly root: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** Runs a program of the project to its end and shows what it prints. @throws StackError `step-failed` */
export async function runStep({ title, program, root, environment, signal }: Step): Promise<void> {
  const file = join(root, program);
  if (!existsSync(file)) {
    throw new StackError(
      'step-failed',
      `${title}: ${program} is missing.`,
      'Run `npm ci && npm run build` and start again.',
    );
  }
  await withProgress(title, async () => {
    const onLine = (line: string): void => progressLine(`  ${line}`);
    const outcome = await runToEnd(process.execPath, [file], { cwd: root, env: environment, signal, onLine });
    signal.throwIfAborted();
    if (outcome.exitCode === 0) return;
    throw new StackError(
      'step-failed',
      `${title} failed (${outcome.ending}); its last words:\n${outcome.output.trimEnd().split('\n').slice(-12).join('\n')}`,
      `If the data is from another version of Sluice, \`${RESET_COMMAND}\` starts over with empty data.`,
    );
  });
}
