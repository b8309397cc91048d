// UPDATE and DELETE of many rows: ours beside what else a person could do, on identical data and durability.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from 'mysql2/promise';
import { startMariaDb } from './mariadb-server.ts';
import { measureOurs, measurePeer, type Keep, type Run, type Scene } from './measure.ts';
import { benchFolder, connectBench, startBenchStack } from './mysql-server.ts';
import { fill, schema, type Operation } from './orders.ts';
import type { Peer } from './peer.ts';
import { createTableAs } from './peers/create-table-as.ts';
import { dumpPeer } from './peers/dump.ts';
import { flashback } from './peers/flashback.ts';
import { plainWhole } from './peers/plain.ts';
import { noProfile, profile } from './profile.ts';
import { serverCpu } from './server-cpu.ts';

export interface BigOptions {
  readonly rows: readonly number[];
  readonly rounds: number;
  /** Ours and its base alone. */
  readonly oursOnly: boolean;
  readonly profile: boolean;
}

export interface BigChanges {
  readonly runs: readonly Run[];
  readonly mysql: string;
  /** Peers that this machine has not, with the reason. */
  readonly notMeasured: readonly string[];
}

type Progress = (line: string) => void;

const operations: readonly Operation[] = ['update', 'delete'];

export async function measureBigChanges(root: string, options: BigOptions, progress: Progress): Promise<BigChanges> {
  const runs: Run[] = [];
  const keep: Keep = (run) => {
    runs.push(run);
    const back = run.backMilliseconds === undefined ? '' : `, back ${Math.round(run.backMilliseconds)} ms`;
    progress(`${run.operation} ${run.rows} round ${run.round} ${run.peer}: ${Math.round(run.milliseconds)} ms${back}`);
  };
  const notMeasured: string[] = [];
  const dumpFile = join(root, '.sluice/bench-big-dump.sql');
  const stack = await startBenchStack(root, new AbortController().signal, progress);
  const forget = endOnSignal(stack);
  try {
    const connection = await connectBench(stack.mysql.url);
    const dump = await dumpPeer(root, stack.mysql.url, dumpFile, progress);
    if ('reason' in dump) notMeasured.push(`mysqldump --where + DML: ${dump.reason}`);
    const others = options.oursOnly ? [] : [plainWhole, createTableAs, ...('reason' in dump ? [] : [dump])];
    const around = options.profile ? profile(connection, progress) : noProfile;
    await eachScene(connection, options, async (scene) => {
      await measureOurs(stack.mysql.url, scene, keep, around);
      for (const peer of others) await measurePeer(peer, scene, keep);
    });
    await connection.query(`DROP DATABASE ${schema}`);
    await connection.end();
  } finally {
    forget();
    await stack.stop();
    // Gigabytes, of binlogs above all.
    rmSync(join(root, benchFolder), { recursive: true, force: true });
    rmSync(dumpFile, { force: true });
  }
  if (!options.oursOnly) {
    const why = await measureFlashback(root, options, keep, progress);
    if (why !== undefined) notMeasured.push(`mariadb-binlog --flashback: ${why}`);
  }
  return { runs, mysql: stack.mysql.version, notMeasured };
}

/** Why it could not be measured. */
async function measureFlashback(
  root: string,
  options: BigOptions,
  keep: Keep,
  progress: Progress,
): Promise<string | undefined> {
  const server = await startMariaDb(root, new AbortController().signal, progress);
  if ('reason' in server) return server.reason;
  const file = join(root, '.sluice/bench-big-flashback.sql');
  const forget = endOnSignal(server);
  try {
    const connection = await server.connect();
    await connection.query(`CREATE DATABASE ${schema}`);
    await connection.query(`USE ${schema}`);
    const peer: Peer = flashback(server, file);
    await eachScene(connection, options, (scene) => measurePeer(peer, scene, keep));
    await connection.end();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    forget();
    await server.stop();
    rmSync(server.binlogFolder, { recursive: true, force: true });
    rmSync(file, { force: true });
  }
}

/** Servers of ours outlive Ctrl-C, unless they are ended. Returns what takes the watch away again. */
function endOnSignal(server: { stop(): Promise<void> }): () => void {
  const end = (): void => void server.stop().finally(() => process.exit(130));
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const name of signals) process.once(name, end);
  return () => {
    for (const name of signals) process.off(name, end);
  };
}

async function eachScene(
  connection: Connection,
  { rows: sizes, rounds }: BigOptions,
  work: (scene: Scene) => Promise<void>,
): Promise<void> {
  const cpu = await serverCpu(connection);
  for (const rows of sizes) {
    await fill(connection, rows);
    for (const operation of operations)
      for (let round = 1; round <= rounds; round += 1) await work({ connection, rows, operation, round, cpu });
  }
}
