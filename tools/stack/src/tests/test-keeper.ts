// The process that owns the test servers: `node test-keeper.ts <project folder>`, started by test-servers.ts. It ends them when no test
// run that is alive has been registered for SLUICE_TEST_LINGER seconds.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { createConnection, type RowDataPacket } from 'mysql2/promise';

import type { StackContext } from '../providers/provider.ts';
import { describeError, StackError } from '../stack-error.ts';
import { startStack, type Stack } from '../stack.ts';
import { waitForLock } from '../state/lock-file.ts';
import { identify, isAlive, type ProcessIdentity } from '../state/process-identity.ts';
import type { StateFolder } from '../state/state-folder.ts';
import {
  FAILURE_FILE,
  JOIN_LOCK,
  SERVERS_FILE,
  testStateFolder,
  USERS_FOLDER,
  type KeeperFailure,
  type KeptServers,
} from './test-servers.ts';

const DEFAULT_LINGER = 60;

const root = process.argv[2];
if (root === undefined) throw new Error('usage: node test-keeper.ts <project folder>');
await keep(root);

async function keep(root: string): Promise<void> {
  const state = testStateFolder(root);
  const me = identify(process.pid);
  if (me === undefined) throw new Error('cannot identify this process');
  // The keeper before this one may still be ending its servers.
  const lock = await waitForLock(state.file('keeper.lock'), 60_000);
  const linger = Number(process.env.SLUICE_TEST_LINGER ?? DEFAULT_LINGER) * 1000;
  const end = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => end.abort());
  let stack: Stack;
  try {
    stack = await startStack(contextOf(root, state, end.signal));
    await dropLeftovers(stack.mysql.url);
  } catch (error) {
    state.write(FAILURE_FILE, failureOf(error, me));
    lock.release();
    process.exitCode = 1;
    return;
  }
  state.write(SERVERS_FILE, { keeper: me, mysqlUrl: stack.mysql.url, redisUrl: stack.redis.url } satisfies KeptServers);
  const asked = new Promise<void>((resolve) => end.signal.addEventListener('abort', () => resolve()));
  await Promise.race([
    asked,
    stack.mysql.lost.then(console.error),
    stack.redis.lost.then(console.error),
    untilIdle(state, linger),
  ]);
  rmSync(state.file(SERVERS_FILE), { force: true });
  await stack.stop();
  lock.release();
  // A race that was lost (the idle watch) must not keep the process.
  process.exit();
}

function contextOf(root: string, state: StateFolder, signal: AbortSignal): StackContext {
  // Never the servers of a portal: tests create and drop schemas and accounts.
  const { SLUICE_PORTAL_MYSQL_URL: _mysql, SLUICE_REDIS_URL: _redis, ...environment } = process.env;
  return {
    root,
    state,
    environment,
    preferredPorts: { mysql: 23306, redis: 26379 },
    signal,
    resetCommand: 'rm -rf .sluice/test',
    progress: (line) => console.log(line),
  };
}

/** Returns, with the servers withdrawn from newcomers, when they have been idle for long enough. */
async function untilIdle(state: StateFolder, linger: number): Promise<void> {
  let idleSince = Date.now();
  for (;;) {
    await sleep(500);
    if (anyUser(state)) idleSince = Date.now();
    if (Date.now() - idleSince < linger) continue;
    // Under the lock of those who join, so that nobody is given servers that are about to end.
    const lock = await waitForLock(state.file(JOIN_LOCK), 600_000);
    try {
      if (anyUser(state)) continue;
      rmSync(state.file(SERVERS_FILE), { force: true });
      return;
    } finally {
      lock.release();
    }
  }
}

function anyUser(state: StateFolder): boolean {
  let any = false;
  for (const name of readdirSync(state.file(USERS_FOLDER))) {
    if (!name.endsWith('.json')) continue;
    const user = state.read<ProcessIdentity>(join(USERS_FOLDER, name));
    if (user !== undefined && isAlive(user)) any = true;
    else rmSync(state.file(USERS_FOLDER, name), { force: true });
  }
  return any;
}

/** Schemas of test runs that were killed. */
async function dropLeftovers(url: string): Promise<void> {
  const connection = await createConnection({ uri: url });
  try {
    const [rows] = await connection.query<RowDataPacket[]>(
      `SELECT schema_name AS name FROM information_schema.schemata
        WHERE schema_name LIKE 'sluice\\_test\\_%' OR schema_name LIKE 'sluice\\_rehearsal\\_%' OR schema_name LIKE 'fz\\_ddl\\_%'`,
    );
    // A table that was put aside may still refer to one of these.
    await connection.query('SET SESSION foreign_key_checks = 0');
    for (const row of rows) await connection.query(`DROP DATABASE IF EXISTS \`${String(row.name)}\``);
  } finally {
    await connection.end();
  }
}

function failureOf(error: unknown, keeper: ProcessIdentity): KeeperFailure {
  if (error instanceof StackError) return { keeper, code: error.code, message: error.message, advice: error.advice };
  return { keeper, code: 'server-failed', message: describeError(error), advice: 'Read .sluice/test/keeper.log.' };
}
