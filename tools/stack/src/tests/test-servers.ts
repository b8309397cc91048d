// One MySQL and one Valkey for all test runs of this checkout, also for several at once: the first run starts a keeper (test-keeper.ts),
// later runs join, and the keeper ends the servers when no run has needed them for a while.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { mysqlVersion } from '../mysql/ready.ts';
import { StackError, type StackErrorCode } from '../stack-error.ts';
import { waitForLock } from '../state/lock-file.ts';
import { identify, isAlive, type ProcessIdentity } from '../state/process-identity.ts';
import { stateFolder, type StateFolder } from '../state/state-folder.ts';

export interface TestServers {
  readonly mysqlUrl: string;
  readonly redisUrl: string;
}

/** What the keeper writes when its servers answer. */
export interface KeptServers extends TestServers {
  readonly keeper: ProcessIdentity;
}

/** What the keeper writes when it could not start them. */
export interface KeeperFailure {
  readonly keeper: ProcessIdentity;
  readonly code: StackErrorCode;
  readonly message: string;
  readonly advice: string;
}

export const SERVERS_FILE = 'servers.json';
export const FAILURE_FILE = 'failure.json';
export const USERS_FOLDER = 'users';
export const JOIN_LOCK = 'join.lock';
/** A first download over a slow line takes minutes. */
const PATIENCE = 600_000;

export function testStateFolder(root: string): StateFolder {
  const state = stateFolder(join(root, '.sluice/test'));
  mkdirSync(state.file(USERS_FOLDER), { recursive: true });
  return state;
}

/** Registers this process as a user and returns the servers, started if need be. @throws StackError */
export async function joinTestServers(root: string, progress: (line: string) => void): Promise<TestServers> {
  const state = testStateFolder(root);
  const me = identify(process.pid);
  if (me === undefined) throw new Error('cannot identify this process');
  state.write(join(USERS_FOLDER, `${process.pid}.json`), me);
  const lock = await waitForLock(state.file(JOIN_LOCK), PATIENCE);
  try {
    return (await healthy(state)) ?? (await startKeeper(root, state, progress));
  } finally {
    lock.release();
  }
}

/** The servers stay for the next run; see the keeper. */
export function leaveTestServers(root: string): void {
  rmSync(testStateFolder(root).file(USERS_FOLDER, `${process.pid}.json`), { force: true });
}

async function healthy(state: StateFolder): Promise<TestServers | undefined> {
  const kept = state.read<KeptServers>(SERVERS_FILE);
  if (kept === undefined || !isAlive(kept.keeper)) return undefined;
  try {
    await mysqlVersion(kept.mysqlUrl);
    return kept;
  } catch {
    // Its MySQL died: the keeper notices too and ends.
    return undefined;
  }
}

async function startKeeper(root: string, state: StateFolder, progress: (line: string) => void): Promise<TestServers> {
  rmSync(state.file(SERVERS_FILE), { force: true });
  rmSync(state.file(FAILURE_FILE), { force: true });
  const logFile = state.file('keeper.log');
  const log = openSync(logFile, 'w', 0o600);
  const keeper = spawn(nodeProgram(root), [join(root, 'tools/stack/src/tests/test-keeper.ts'), root], {
    detached: true,
    stdio: ['ignore', log, log],
    cwd: root,
  });
  closeSync(log);
  let gone = false;
  keeper.once('error', () => (gone = true));
  keeper.once('exit', () => (gone = true));
  keeper.unref();

  let told = 0;
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline) {
    const lines = readFileSync(logFile, 'utf8').split('\n').slice(0, -1);
    lines.slice(told).forEach(progress);
    told = lines.length;
    const kept = state.read<KeptServers>(SERVERS_FILE);
    if (kept !== undefined) return kept;
    const failure = state.read<KeeperFailure>(FAILURE_FILE);
    if (failure !== undefined) throw new StackError(failure.code, failure.message, failure.advice);
    if (gone) break;
    await sleep(100);
  }
  throw new StackError('server-failed', 'The keeper of the test servers ended without a word.', `Read ${logFile}.`);
}

/** The project's own Node, which runs TypeScript: a bare `npx jest` may have been started by an older one. */
function nodeProgram(root: string): string {
  const pinned = join(root, 'node_modules/.bin/node');
  return existsSync(pinned) ? pinned : process.execPath;
}
