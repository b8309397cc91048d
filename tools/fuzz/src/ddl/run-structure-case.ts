// One case: a scene, a change, its rehearsal, its run and its undo on a real server, judged by content and definitions.
import { randomBytes } from 'node:crypto';
import { planStructure, readStructure, refusals } from '@sluice/ddl';
import {
  connectTarget,
  dropKept,
  readServerFacts,
  readStructureFacts,
  rehearse,
  runStructure,
  undoStructure,
  verifyStructure,
  type Target,
} from '@sluice/mysql';
import { split, sqlMode } from '@sluice/sql';
import type { RollbackPlan } from '@sluice/contracts';
import type { Connection } from 'mysql2/promise';
import { describeDifferences, differences, prepareJudge, snapshot } from '../judge/snapshot.ts';
import { Random } from '../random.ts';
import { kindsOf, randomChange, type FuzzChange } from './changes.ts';
import { randomScene } from './scene.ts';

export type StructureOutcome =
  | { readonly kind: 'exact' }
  /** Nothing was promised. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** The server does not take it, and the rehearsal says so. */
  | { readonly kind: 'invalid'; readonly reason: string }
  /** Promised; it ended without effect, and everything is as before. */
  | { readonly kind: 'aborted'; readonly reason: string }
  | { readonly kind: 'wrong'; readonly reason: string; readonly scene: readonly string[] };

export interface StructureCase {
  readonly change: FuzzChange;
  readonly outcome: StructureOutcome;
}

const patience = { lockWaitSeconds: 5, queueMs: 5_000, tries: 2, pauseMs: 100 };

export async function runStructureCase(
  admin: Connection,
  server: Target,
  seed: number,
  index: number,
): Promise<StructureCase> {
  const random = new Random(seed, index);
  const { kinds, needs } = kindsOf(random, index);
  const scene = randomScene(random, needs);
  const change = randomChange(random, scene, kinds);
  const schema = `fz_ddl_${randomBytes(5).toString('hex')}`;
  await admin.query(`CREATE DATABASE \`${schema}\``);
  await admin.query(`USE \`${schema}\``);
  try {
    await admin.query(
      "SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION', SESSION time_zone = '+00:00'",
    );
    try {
      for (const sql of scene.statements) await admin.query(sql);
    } catch (error) {
      return { change, outcome: { kind: 'invalid', reason: `scene: ${String(error)}` } };
    }
    await prepareJudge(admin);
    const outcome = await judge(admin, { ...server, schema }, change.text);
    return { change, outcome: outcome.kind === 'wrong' ? { ...outcome, scene: scene.statements } : outcome };
  } finally {
    await admin.query(`DROP DATABASE \`${schema}\``);
  }
}

async function judge(admin: Connection, target: Target, text: string): Promise<StructureOutcome> {
  const schema = target.schema ?? '';
  const wrong = (reason: string): StructureOutcome => ({ kind: 'wrong', reason, scene: [] });
  const before = await snapshot(admin, schema);
  const planned = await plan(target, text);
  if (typeof planned === 'string') return { kind: 'refused', reason: planned };
  const untouched = differences(before, await snapshot(admin, schema));
  if (untouched.length > 0) return wrong(`the rehearsal touched the target: ${describeDifferences(untouched)}`);
  const [reason] = planned.reasons;
  if (reason?.code === 'not-rehearsed') return { kind: 'invalid', reason: String(reason.params['message']) };
  if (!planned.runnable || planned.verdict !== 'exact')
    return { kind: 'refused', reason: `${reason?.code ?? ''} ${JSON.stringify(reason?.params ?? {})}` };
  const keys = [0, 1].map(() => ({ execution: `f${randomBytes(8).toString('hex')}`, chunk: 0 }));
  const [key, undo] = keys;
  if (key === undefined || undo === undefined) throw new Error('two keys');
  try {
    const result = await runStructure(target, { key, plan: planned, contentHash: 'fuzz', patience });
    if (result.outcome === 'unknown') return wrong(`unknown after the run: ${JSON.stringify(result.failure)}`);
    if (result.outcome === 'no-effect') {
      const left = differences(before, await snapshot(admin, schema));
      return left.length === 0
        ? { kind: 'aborted', reason: JSON.stringify(result.failure) }
        : wrong(`no effect, yet ${describeDifferences(left)}`);
    }
    const verified = await verifyStructure(target, { key, plan: planned, undoes: null });
    if (verified.verdict !== 'verified') return wrong(`not verified: ${JSON.stringify(verified)}`);
    const undone = await undoStructure(target, {
      key: undo,
      undoes: key,
      plan: planned,
      contentHash: 'fuzz',
      onConflict: 'stop',
      patience,
    });
    if (undone.outcome !== 'effect') return wrong(`not undone: ${JSON.stringify(undone)}`);
    const back = await verifyStructure(target, { key: undo, plan: planned, undoes: key });
    if (back.verdict !== 'verified') return wrong(`undo not verified: ${JSON.stringify(back)}`);
    const found = differences(before, await snapshot(admin, schema));
    return found.length === 0 ? { kind: 'exact' } : wrong(describeDifferences(found));
  } finally {
    for (const one of keys) await dropKept(target, one);
  }
}

async function plan(target: Target, text: string): Promise<RollbackPlan | string> {
  const connection = await connectTarget(target);
  try {
    const { version, timeZone, charset, collation } = await readServerFacts(connection);
    const mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION';
    const read = split(text, sqlMode(mode, version)).statements.map(readStructure);
    const structures = read.flatMap((one) => (one.ok ? [one.structure] : []));
    if (structures.length < read.length) return 'not understood';
    const schema = target.schema ?? '';
    const facts = await readStructureFacts(connection, schema, [
      ...new Set(structures.flatMap(({ objects }) => objects.map(({ name }) => name))),
    ]);
    const refused = structures.map((structure) => refusals(structure, facts));
    const session = { sqlMode: mode, timeZone, charset, collation, serverVersion: version };
    if (refused.some((reasons) => reasons.length > 0))
      return planStructure({ structures, refused, rehearsal: null, schema, session });
    const rehearsal = await rehearse(target, { structures, facts, sqlMode: mode, collation, keptRowLimit: 10_000 });
    return planStructure({ structures, refused, rehearsal, schema, session });
  } finally {
    await connection.close();
  }
}
