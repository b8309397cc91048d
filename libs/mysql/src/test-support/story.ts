// The way of a change as the api composes it: read, prove, plan; then run and undo. For database specs of this room only.
import { createHash, randomBytes } from 'node:crypto';
import type { Check, RollbackPlan } from '@sluice/contracts';
import {
  planChange,
  planRun,
  runQuestions,
  tablesToRead,
  type ReadStatement,
  type RunInput,
  type ServerFacts,
  type TableFacts,
} from '@sluice/rollback';
import { classify, describe as describeSlice, judgeProof, proofQuestions, slice, split, sqlMode } from '@sluice/sql';
import { createScratchSchema, openAdmin, type ScratchSchema, type TestServer } from '@sluice/testing';
import type { Connection } from 'mysql2/promise';
import {
  askDigests,
  connectTarget,
  dropImages,
  readServerFacts,
  readPlannedTables,
  runChange,
  undoChange,
  verifyChange,
  verifyUndo,
  type MarkerKey,
  type RunOrder,
  type RunResult,
  type Target,
} from '../index.js';

export const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

export interface Stage {
  readonly admin: Connection;
  readonly scratch: ScratchSchema;
  readonly target: Target;
  /** Image tables of these are dropped at the end. */
  readonly ran: { key: MarkerKey; plan: RollbackPlan }[];
}

export async function openStage(server: TestServer): Promise<Stage> {
  const admin = await openAdmin(server);
  const scratch = await createScratchSchema(admin);
  return { admin, scratch, target: targetOf(server, scratch.name), ran: [] };
}

export async function closeStage({ admin, scratch, target, ran }: Stage): Promise<void> {
  for (const { key, plan } of ran) await dropImages(target, key, plan);
  await scratch.drop();
  await admin.end();
}

export function targetOf(server: TestServer, schema: string | null): Target {
  const { hostname, port, username, password } = new URL(server.adminUrl);
  return {
    host: hostname,
    port: Number(port || 3306),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    schema,
  };
}

export function newKey(): MarkerKey {
  return { execution: `t${randomBytes(8).toString('hex')}`, chunk: 0 };
}

export interface Analysed {
  readonly plan: RollbackPlan;
  readonly statements: readonly ReadStatement[];
  readonly tables: readonly TableFacts[];
  readonly server: ServerFacts;
}

/** `mode`: the target's sql_mode, where it is another than the test server's own. */
export async function analyse(target: Target, text: string, mode?: string): Promise<Analysed> {
  const connection = await connectTarget(target);
  try {
    const asked = await readServerFacts(connection);
    const server = mode === undefined ? asked : { ...asked, sqlMode: mode };
    const schema = target.schema ?? '';
    const found = split(text, sqlMode(server.sqlMode, server.version));
    const statements: ReadStatement[] = [];
    for (const [index, statement] of found.statements.entries()) {
      const cut = slice(statement);
      const answers = cut.ok ? await askDigests(connection, proofQuestions(cut.slice), server.sqlMode) : [];
      const from = statement.position.offset;
      statements.push({
        number: index + 1,
        range: { from, to: from + statement.text.length },
        kind: classify(statement),
        statement,
        slice: cut,
        facts: cut.ok ? describeSlice(cut.slice) : null,
        proof: cut.ok ? judgeProof(cut.slice, answers, server.maxDigestLength) : null,
      });
    }
    const tables = await readPlannedTables(connection, tablesToRead(statements, schema));
    return { plan: planChange({ statements, tables, server, schema, hash }), statements, tables, server };
  } finally {
    await connection.close();
  }
}

/** The plan as it is for a change of so many rows that nobody counted them: in chunks wherever that is proved. */
export async function planInChunks(
  target: Target,
  text: string,
  mode?: string,
  matched: RunInput['matched'] = null,
): Promise<RollbackPlan> {
  const { plan, statements, tables, server } = await analyse(target, text, mode);
  const { lowerCaseTableNames } = server;
  const input = { plan, statements, tables, schema: target.schema ?? '', lowerCaseTableNames, matched };
  const connection = await connectTarget(target);
  try {
    return planRun(input, await askDigests(connection, runQuestions(input), server.sqlMode));
  } finally {
    await connection.close();
  }
}

export interface Ran {
  readonly plan: RollbackPlan;
  readonly key: MarkerKey;
  readonly result: RunResult;
}

export async function run(
  stage: Stage,
  text: string,
  order: Partial<RunOrder> & { readonly mode?: string } = {},
): Promise<Ran> {
  const plan = order.plan ?? (await analyse(stage.target, text, order.mode)).plan;
  const key = order.key ?? newKey();
  stage.ran.push({ key, plan });
  const result = await runChange(stage.target, {
    contentHash: hash(text),
    checks: [],
    expectedRows: null,
    ...order,
    plan,
    key,
  });
  return { plan, key, result };
}

export function undo(
  stage: Stage,
  { plan, key }: Ran,
  onConflict: 'stop' | 'skip' | 'overwrite' = 'stop',
): Promise<{ key: MarkerKey; result: RunResult }> {
  const own = newKey();
  return undoChange(stage.target, { key: own, contentHash: hash('undo'), undoes: key, plan, onConflict }).then(
    (result) => ({ key: own, result }),
  );
}

export function verify(
  stage: Stage,
  { plan, key }: Ran,
  checks: readonly Check[] = [],
): ReturnType<typeof verifyChange> {
  return verifyChange(stage.target, { key, plan, checks });
}

export function verifyUndone(stage: Stage, { plan, key }: Ran, undone: MarkerKey): ReturnType<typeof verifyUndo> {
  return verifyUndo(stage.target, { key: undone, undoes: key, plan, checks: [] });
}
