// One change of the product, planned, run and undone by the libraries that its worker uses, in a process of its own whose memory tells.
import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RollbackPlan } from '@sluice/contracts';
import {
  askDigests,
  connectTarget,
  dropImages,
  readServerFacts,
  readTableFacts,
  runChange,
  undoChange,
  type MarkerKey,
  type RunResult,
  type Target,
} from '@sluice/mysql';
import { planChange, planRun, runQuestions, tablesToRead, type ReadStatement } from '@sluice/rollback';
import { classify, describe, judgeProof, proofQuestions, slice, split, sqlMode } from '@sluice/sql';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import type { Answer, Ask } from './ours.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const newKey = (): MarkerKey => ({ execution: `bench${randomBytes(8).toString('hex')}`, chunk: 0 });
const limits = { statementSeconds: 1_200, lockWaitSeconds: 60, rowLimit: 100_000_000 };

let planned: { target: Target; plan: RollbackPlan; key: MarkerKey } | undefined;

async function answer(ask: Ask): Promise<Answer> {
  switch (ask.step) {
    case 'plan':
      return makePlan(ask);
    case 'run':
      return run();
    case 'undo':
      return undo();
  }
}

async function makePlan({ target, statement, matched }: Extract<Ask, { step: 'plan' }>): Promise<Answer> {
  const connection = await connectTarget(target);
  const began = performance.now();
  try {
    const server = await readServerFacts(connection);
    const schema = target.schema ?? '';
    const [own] = split(statement, sqlMode(server.sqlMode, server.version)).statements;
    if (own === undefined) throw new Error('no statement');
    const cut = slice(own);
    if (!cut.ok) throw new Error(cut.refusal.code);
    const answers = await askDigests(connection, proofQuestions(cut.slice), server.sqlMode);
    const read: ReadStatement = {
      number: 1,
      range: { from: 0, to: statement.length },
      kind: classify(own),
      statement: own,
      slice: cut,
      facts: describe(cut.slice),
      proof: judgeProof(cut.slice, answers, server.maxDigestLength),
    };
    const statements = [read];
    const tables = await readTableFacts(connection, tablesToRead(statements, schema));
    const plan = planChange({ statements, tables, server, schema, hash });
    const input = {
      plan,
      statements,
      tables,
      schema,
      lowerCaseTableNames: server.lowerCaseTableNames,
      matched: { rows: matched, atLeast: false },
    };
    const whole = planRun(input, await askDigests(connection, runQuestions(input), server.sqlMode));
    if (whole.verdict !== 'exact') throw new Error(`the verdict is ${whole.verdict}: ${JSON.stringify(whole.reasons)}`);
    planned = { target, plan: whole, key: newKey() };
    return { step: 'plan', milliseconds: performance.now() - began };
  } finally {
    await connection.close();
  }
}

async function run(): Promise<Answer> {
  const { target, plan, key } = known();
  const check = { sql: 'SELECT COUNT(*) FROM orders WHERE id = 0', expected: [['0']] };
  const measured = await watched(() =>
    runChange(target, { key, contentHash: hash('bench'), plan, checks: [check], expectedRows: null, limits }),
  );
  return { step: 'run', ...measured, upTo: await chunkEnds(target, key) };
}

async function undo(): Promise<Answer> {
  const { target, plan, key } = known();
  const own = newKey();
  const measured = await watched(() =>
    undoChange(target, { key: own, contentHash: hash('undo'), undoes: key, plan, onConflict: 'stop', limits }),
  );
  await dropImages(target, key, plan);
  return { step: 'undo', ...measured };
}

function known(): NonNullable<typeof planned> {
  if (planned === undefined) throw new Error('plan first');
  return planned;
}

/** Memory over what the process holds when it has done everything but this. @throws Error where it had no effect */
async function watched(
  work: () => Promise<RunResult>,
): Promise<{ milliseconds: number; rows: number; overIdleMiB: number }> {
  globalThis.gc?.();
  await sleep(300);
  const idle = process.memoryUsage.rss();
  let peak = idle;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
  const began = performance.now();
  try {
    const result = await work();
    const milliseconds = performance.now() - began;
    if (result.outcome !== 'effect') throw new Error(JSON.stringify(result));
    const rows = result.changed.reduce((sum, changed) => sum + changed.rows, 0);
    return { milliseconds, rows, overIdleMiB: (Math.max(peak, process.memoryUsage.rss()) - idle) / 2 ** 20 };
  } finally {
    clearInterval(watch);
  }
}

/** The last key of each chunk, as the markers on the target say; empty where it ran whole. */
async function chunkEnds({ host, port, user, password }: Target, { execution }: MarkerKey): Promise<string[]> {
  const connection = await createConnection({ host, port, user, password });
  try {
    const [rows] = await connection.query<RowDataPacket[]>(
      `SELECT changed->>'$.progress.upTo[0]' AS upTo FROM sluice.marker WHERE execution = ? AND chunk > 0 ORDER BY chunk`,
      [execution],
    );
    return rows.flatMap(({ upTo }) => (typeof upTo === 'string' ? [upTo] : []));
  } finally {
    await connection.end();
  }
}

process.on('message', (ask: Ask) => void tell(ask));

async function tell(ask: Ask): Promise<void> {
  const told = await answer(ask).catch((error: unknown): Answer => {
    return { step: 'failed', message: error instanceof Error ? error.message : String(error) };
  });
  process.send?.(told);
}
