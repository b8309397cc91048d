// `npm start`: from an empty machine to a running Sluice, and back to nothing on Ctrl-C. The order of the steps is the order of this file.
import { join } from 'node:path';

import { describeError, startStack } from '@sluice/stack';

import { createAccounts } from './src/accounts.ts';
import { announce } from './src/announce.ts';
import { build } from './src/build.ts';
import { claimFolder } from './src/claim-folder.ts';
import { devFolder, RESET_COMMAND } from './src/dev-folder.ts';
import { ENVIRONMENT_FILE, portalEnvironment, sluiceVariables } from './src/environment.ts';
import { ensureKeys } from './src/keys.ts';
import { progressLine, seconds } from './src/progress.ts';
import { whenOrphaned } from './src/orphaned.ts';
import { runStep } from './src/run-step.ts';
import { superviseProcesses } from './src/supervise.ts';
import { choosePort } from './src/web-port.ts';

const root = join(import.meta.dirname, '../..');
const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop.abort());
whenOrphaned(() => stop.abort());
// A terminal that is gone must not keep us from ending what was started.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

/** What to undo at the end, last first. */
const endings: (() => Promise<void>)[] = [];
let ready = false;
try {
  await start(stop.signal);
} catch (error) {
  if (!stop.signal.aborted) console.error(`\n${describeError(error)}`);
  process.exitCode = stop.signal.aborted ? 130 : 1;
}
if (stop.signal.aborted) progressLine('Ending …');
for (const end of endings.reverse()) await end().catch((error: unknown) => console.error(describeError(error)));
if (ready && stop.signal.aborted) process.exitCode = 0;
process.exit();

async function start(stopped: AbortSignal): Promise<void> {
  const failed = new AbortController();
  const signal = AbortSignal.any([stopped, failed.signal]);
  const began = Date.now();
  const state = devFolder(root);
  const { release } = await claimFolder(state);
  endings.push(() => Promise.resolve(release()));
  const port = await choosePort(process.env.SLUICE_PORT);

  const stack = startStack({
    root,
    state,
    environment: process.env,
    preferredPorts: { mysql: 13306, redis: 16379 },
    resetCommand: RESET_COMMAND,
    signal,
    progress: progressLine,
  });
  endings.push(async () => (await stack.catch(() => undefined))?.stop());
  // The build needs no server: both go at once, and the first failure ends both.
  const [servers] = await Promise.all([stack, build(root, state, signal)]).catch((error: unknown) => {
    failed.abort();
    throw error;
  });
  signal.throwIfAborted();
  progressLine(`MySQL ${servers.mysql.version} and Valkey/Redis ${servers.redis.version} answer.`);

  const accounts = await createAccounts(servers.mysql, state);
  const environment = portalEnvironment({ root, port, accounts, servers, keys: ensureKeys(state) });
  state.write(ENVIRONMENT_FILE, sluiceVariables(environment));
  await runStep({
    title: 'Migrating the portal database',
    program: 'apps/api/dist/migrate.js',
    root,
    environment,
    signal,
  });
  await runStep({ title: 'Loading the demo cluster', program: 'tools/demo/load.ts', root, environment, signal });
  await runStep({
    title: 'Setting up the demo',
    program: 'apps/api/dist/seed-demo.js',
    root,
    environment,
    signal,
  });

  const portal = await superviseProcesses({ root, state, environment, port, signal });
  endings.push(() => portal.stop());
  await announce(port, state, seconds(began));
  ready = true;
  const lost = await Promise.race([
    servers.mysql.lost,
    servers.redis.lost,
    new Promise<undefined>((resolve) => signal.addEventListener('abort', () => resolve(undefined))),
  ]);
  if (lost !== undefined) throw new Error(`${lost}\nEverything is being ended; start again with \`npm start\`.`);
}
