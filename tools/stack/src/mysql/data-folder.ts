// The data folder of a private MySQL: made beside and renamed into place, so that a folder of the right name is a whole one.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { requireFreeSpace } from '../local/free-space.ts';
import { explainFailure } from '../explain-failure.ts';
import type { StackContext } from '../providers/provider.ts';
import type { ServerBinary } from '../local/server-binary.ts';
import { runToEnd } from '../local/run-to-end.ts';
import { StackError } from '../stack-error.ts';
import { accountFlags } from './flags.ts';

const WHOLE = 'sluice-initialised';

/** Returns the folder, initialised. @throws StackError `data-folder-half-made` for one that did not come from here whole. */
export async function ensureDataFolder(binary: ServerBinary, context: StackContext): Promise<string> {
  const { state } = context;
  const folder = state.file('mysql');
  // A start that was cut off left its attempt under another name: it holds nothing of anyone's.
  for (const name of readdirSync(state.path))
    if (name.startsWith('mysql.making-')) rmSync(state.file(name), { recursive: true, force: true });
  if (existsSync(folder)) {
    if (existsSync(join(folder, WHOLE))) return folder;
    throw new StackError(
      'data-folder-half-made',
      `The data folder ${folder} is half-made: something removed part of it, or it was not made by this launcher.`,
      `Run \`${context.resetCommand}\` to start over with empty data.`,
    );
  }
  requireFreeSpace(state.path, 500, 'an empty database');
  context.progress('Making an empty MySQL data folder …');
  const making = state.file(`mysql.making-${process.pid}`);
  mkdirSync(making, { mode: 0o700 });
  const outcome = await runToEnd(
    binary.command,
    [
      ...binary.arguments,
      '--no-defaults',
      '--initialize-insecure',
      ...binary.flags,
      ...accountFlags(process.getuid?.() === 0),
      `--datadir=${making}`,
    ],
    { signal: context.signal },
  );
  if (outcome.exitCode !== 0) {
    rmSync(making, { recursive: true, force: true });
    context.signal.throwIfAborted();
    throw explainFailure({
      program: 'MySQL',
      log: outcome.output,
      ending: outcome.ending,
      resetCommand: context.resetCommand,
    });
  }
  writeFileSync(join(making, WHOLE), '');
  renameSync(making, folder);
  return folder;
}
