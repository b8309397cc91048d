// Runs every peer on the same rows, round after round, and puts the table back between them.
import { loadavg } from 'node:os';
import type { Connection } from 'mysql2/promise';
import { startOurs } from './ours.ts';
import { checksum, refill, schema, settle, type Operation } from './orders.ts';
import type { Peer, Work } from './peer.ts';
import { plainInChunks } from './peers/plain.ts';
import type { ServerCpu } from './server-cpu.ts';

export const oursName = 'ours';
export const plainChunksName = 'plain DML, same chunks';

/** One measured run: what is kept of it. */
export interface Run {
  readonly rows: number;
  readonly operation: Operation;
  readonly peer: string;
  readonly round: number;
  readonly milliseconds: number;
  /** Of the server, all its threads: what another program on the machine takes is not in it. Absent where it can't be read. */
  readonly cpuMilliseconds?: number;
  /** Of putting the rows back; absent where there is no way or it was not tried. */
  readonly backMilliseconds?: number;
  /** The table's checksum is again that from before; absent where it was not compared. */
  readonly cameBack?: boolean;
  readonly chunks?: number;
  readonly planMilliseconds?: number;
  /** Highest resident memory over idle, of the change and of its undo. */
  readonly overIdleMiB?: readonly [number, number];
  /** One minute's, when the run ended. */
  readonly load: number;
}

export type Keep = (run: Run) => void;

export interface Scene {
  readonly connection: Connection;
  readonly rows: number;
  readonly operation: Operation;
  readonly round: number;
  readonly cpu: ServerCpu;
}

/** Times the change and, where there is one, the way back; leaves the table as it was. */
export async function measurePeer(peer: Peer, scene: Scene, keep: Keep): Promise<void> {
  const { connection, rows, operation, round } = scene;
  const work: Work = { connection, operation };
  const before = await checksumAtFirst(scene);
  await peer.prepare?.(work);
  await settle(connection);
  const cpu = cpuSince(scene);
  const milliseconds = await timed(() => peer.change(work));
  const measured = { rows, operation, peer: peer.name, round, milliseconds, ...cpu() };
  if (peer.back === undefined) {
    keep({ ...measured, load: load() });
    if (operation === 'delete') await refill(connection);
    return;
  }
  await settle(connection);
  const backMilliseconds = await timed(() => peer.back?.(work));
  const cameBack = before === undefined ? {} : { cameBack: (await checksum(connection)) === before };
  keep({ ...measured, backMilliseconds, ...cameBack, load: load() });
}

/** Ours, and then the plain statement in the ranges that ours took. */
export async function measureOurs(url: string, scene: Scene, keep: Keep, around: Around): Promise<void> {
  const { connection, rows, operation, round } = scene;
  const before = await checksumAtFirst(scene);
  await settle(connection);
  const ours = await startOurs(url, schema, operation, rows);
  let upTo: readonly string[] = [];
  try {
    await around.begin();
    const cpu = cpuSince(scene);
    const run = await ours.run();
    const cpuMilliseconds = cpu();
    await around.end(`${operation} of ${rows} rows, run`);
    if (run.rows !== rows) throw new Error(`ours changed ${run.rows} rows of ${rows}`);
    await settle(connection);
    await around.begin();
    const undo = await ours.undo();
    await around.end(`${operation} of ${rows} rows, undo`);
    upTo = run.upTo;
    keep({
      rows,
      operation,
      peer: oursName,
      round,
      milliseconds: run.milliseconds,
      ...cpuMilliseconds,
      backMilliseconds: undo.milliseconds,
      ...(before === undefined ? {} : { cameBack: (await checksum(connection)) === before }),
      chunks: upTo.length,
      planMilliseconds: ours.planMilliseconds,
      overIdleMiB: [run.overIdleMiB, undo.overIdleMiB],
      load: load(),
    });
  } finally {
    ours.end();
  }
  if (upTo.length > 0) await measurePeer(plainInChunks(upTo), scene, keep);
}

/** Told when a run of ours begins and ends. */
export interface Around {
  begin(): Promise<void>;
  end(what: string): Promise<void>;
}

/** In the first round only: it reads the whole table. */
async function checksumAtFirst({ connection, round }: Scene): Promise<string | undefined> {
  return round === 1 ? checksum(connection) : undefined;
}

function cpuSince({ cpu }: Scene): () => Pick<Run, 'cpuMilliseconds'> {
  const before = cpu();
  return () => {
    const now = cpu();
    return before === undefined || now === undefined ? {} : { cpuMilliseconds: now - before };
  };
}

async function timed(work: () => Promise<unknown> | undefined): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const load = (): number => loadavg()[0] ?? 0;
