// One UPDATE, DELETE or INSERT with its images, in the order of the protocol: keys, rows, change, counts, D-check, after-images.
import type { PlannedStatement, RollbackPlan } from '@sluice/contracts';
import {
  captureAfter,
  captureBefore,
  captureGenerated,
  captureInserted,
  captureJoined,
  captureKeys,
  captureMoved,
  captureStagedKeys,
  copyRows,
  countKeys,
  countMoved,
  countNotVacated,
  countSame,
  countTaken,
  countThere,
  createJoinedTable,
  createMovedTable,
  createStageTable,
  dropUnchanged,
  dropUnmoved,
  gatherJoined,
  liveName,
  moveCopies,
  stageRows,
  type ImageSet,
} from '@sluice/rollback';
import type { Session } from '../connect/session.js';
import { TargetError } from '../connect/target-error.js';
import type { ComparedSchema } from './drift.js';
import { captureSettings, userSettings } from './settings.js';
import { compareCounters, readCounters } from './side-effects.js';

/** What one statement did: rows that it matched (those captured) and rows that are other than before. */
export interface CountedRows {
  readonly changed: number;
  readonly matched: number;
}

export interface Captured {
  readonly session: Session;
  readonly plan: RollbackPlan;
  readonly statement: PlannedStatement;
  /** One for each table that the statement changes. */
  readonly sets: readonly ImageSet[];
  readonly rowLimit: number;
  /** The first statement's moment to compare the schema: after its capture, before anything changes. */
  beforeChange(): Promise<ComparedSchema>;
}

/** @throws TargetError */
export function runCaptured(captured: Captured): Promise<CountedRows> {
  return captured.statement.operation === 'insert' ? runInsert(captured) : runOverRows(captured);
}

async function runOverRows(captured: Captured): Promise<CountedRows> {
  const { session, statement, sets } = captured;
  const counted = await captureSets(captured);
  const keys = counted.reduce((sum, rows) => sum + rows, 0);
  const schema = await captured.beforeChange();
  const moving = statement.capture?.set !== undefined;
  if (moving) for (const set of sets) await moveCopy(captured, set);
  const changed = await change(captured, schema, keys);
  await captureSettings(session);
  const differing = [];
  for (const [i, set] of sets.entries()) differing.push(await countDiffering(captured, set, counted[i] ?? 0));
  const total = differing.reduce((sum, rows) => sum + rows, 0);
  // D is a subset of what changed: that both are equal proves that nothing else changed.
  if (total !== changed) throw differs(total, changed);
  if (statement.operation === 'delete' && total < keys) throw differs(total, keys);
  if (statement.operation === 'update') {
    for (const [i, set] of sets.entries()) {
      if (moving) await keepMoved(captured, set, counted[i] ?? 0, differing[i] ?? 0);
      else await keepAfter(captured, set, counted[i] ?? 0, differing[i] ?? 0);
    }
  }
  return { changed, matched: keys };
}

/** Keys of every table in the user's settings, then their rows in ours. As many as rows were captured, in the order of the sets. */
async function captureSets(captured: Captured): Promise<number[]> {
  const { session, plan, statement, sets } = captured;
  const { number } = statement;
  const found = statement.targets ? await captureJoinedKeys(captured) : [];
  if (!statement.targets) {
    await userSettings(session, plan);
    for (const { table, names } of sets) found.push((await session.run(captureKeys(table, statement, names))).affected);
  }
  limitRows(
    captured,
    found.reduce((sum, rows) => sum + rows, 0),
  );
  await captureSettings(session);
  for (const [i, { table, names }] of sets.entries()) {
    const { affected: rows } = await session.run(captureBefore(table, number, names));
    // A lossy image (an ENUM member, a zone, a collation the server told wrongly) shows here, before anything changed.
    const same = await session.count(countSame(table, number, names.before));
    if (rows !== found[i] || same !== found[i]) throw differs(Math.min(rows, same), found[i] ?? 0);
  }
  return found;
}

/** Each name of each table has a capture of its own. */
async function captureJoinedKeys({ session, plan, statement, sets }: Captured): Promise<number[]> {
  const targets = statement.targets ?? [];
  await captureSettings(session);
  for (const { table, names } of sets) await session.run(createJoinedTable(table, names));
  await userSettings(session, plan);
  for (const { table, names } of sets) {
    for (const { schema, table: name, of } of targets) {
      if (schema === table.schema && name === table.table)
        await session.run(captureJoined(table, statement, names, of));
    }
  }
  await captureSettings(session);
  const counted = [];
  for (const { table, names } of sets) {
    await session.run(gatherJoined(table, statement.number, names));
    await session.run(`DROP TEMPORARY TABLE ${names.joined}`);
    counted.push(await session.count(countKeys(statement.number, names)));
  }
  return counted;
}

async function countDiffering(
  { session, statement }: Captured,
  { table, names }: ImageSet,
  keys: number,
): Promise<number> {
  const { number, operation, capture } = statement;
  if (capture?.set !== undefined) return session.count(countMoved(table, number, names));
  const unchanged = operation === 'delete' ? countThere : countSame;
  return keys - (await session.count(unchanged(table, number, names.before)));
}

async function keepAfter(
  { session, statement }: Captured,
  set: ImageSet,
  keys: number,
  differing: number,
): Promise<void> {
  const { table, names } = set;
  if (differing < keys) await expectRows(session, dropUnchanged(table, statement.number, names), keys - differing);
  if (differing > 0) await expectRows(session, captureAfter(table, statement.number, names), differing);
}

/** What the SET list makes of the captured rows, keys included. */
async function moveCopy({ session, plan, statement }: Captured, { table, names }: ImageSet): Promise<void> {
  await captureSettings(session);
  const [create] = await session.rows(`SHOW CREATE TABLE ${liveName(table)}`);
  await session.run(createMovedTable(table, create?.[1] ?? '', names));
  await session.run(copyRows(table, statement.number, names));
  await userSettings(session, plan);
  await session.run(moveCopies(statement, names));
}

async function keepMoved(
  { session, statement }: Captured,
  set: ImageSet,
  keys: number,
  differing: number,
): Promise<void> {
  const { table, names } = set;
  const { number } = statement;
  await expectRows(session, captureMoved(table, number, names), differing);
  await expectRows(session, dropUnmoved(table, number, names), keys - differing);
  const left = await session.count(countNotVacated(table, number, names));
  if (left > 0) throw differs(differing - left, differing);
  await session.run(`DROP TEMPORARY TABLE ${names.moved}`);
}

async function runInsert(captured: Captured): Promise<CountedRows> {
  const { session, statement } = captured;
  const { table, names } = onlySet(captured);
  const rows = statement.insert?.rows ?? 0;
  limitRows(captured, rows);
  const schema = await captured.beforeChange();
  const given = statement.insert?.keys === 'given';
  if (given) await stage(captured, rows);
  const changed = await change(captured, schema, rows);
  if (changed !== rows) throw differs(rows, changed);
  const first = given ? null : await session.cell('SELECT LAST_INSERT_ID()');
  const step = given ? null : await session.cell('SELECT @@auto_increment_increment');
  await captureSettings(session);
  const text =
    first === null || step === null
      ? captureInserted(table, statement.number, names)
      : captureGenerated(table, statement, names, BigInt(first), BigInt(step));
  await expectRows(session, text, rows);
  return { changed, matched: rows };
}

/** The keys as the server makes them of the text; none may be there yet, and the gaps are locked from here on. */
async function stage(captured: Captured, rows: number): Promise<void> {
  const { session, plan, statement } = captured;
  const { table, names } = onlySet(captured);
  // In our own mode: ANSI_QUOTES would quote the names in another way, and a strict one refuse a zero date as a default.
  await captureSettings(session);
  const [create] = await session.rows(`SHOW CREATE TABLE ${liveName(table)}`);
  await session.run(createStageTable(create?.[1] ?? '', names.stage));
  await userSettings(session, plan);
  await expectRows(session, stageRows(statement, names), rows);
  await expectRows(session, captureStagedKeys(table, statement.number, names), rows);
  await session.run(`DROP TEMPORARY TABLE ${names.stage}`);
  const taken = await session.count(countTaken(table, statement.number, names));
  if (taken > 0) throw new TargetError({ code: 'duplicate-key', params: { message: `${String(taken)} rows` } });
}

/** The statement as written, between two readings of what the server counts. */
async function change(
  { session, plan, statement, sets }: Captured,
  schema: ComparedSchema,
  matched: number,
): Promise<number> {
  const among = (names: ReadonlySet<string>): boolean =>
    sets.some(({ table }) => names.has(`${table.schema}.${table.table}`));
  const native = among(schema.nativeParents);
  await userSettings(session, plan);
  const before = await readCounters(session, native, 'before');
  const { affected } = await session.run(statement.text);
  if (affected > matched) throw differs(matched, affected);
  const after = await readCounters(session, native, 'after');
  compareCounters(statement, before, after, affected, matched, among(schema.partitioned));
  return affected;
}

function onlySet({ sets, statement }: Captured): ImageSet {
  const [set, second] = sets;
  if (!set || second) throw new Error(`statement ${String(statement.number)} does not change one table`);
  return set;
}

function limitRows({ rowLimit }: Captured, rows: number): void {
  if (rows > rowLimit) throw new TargetError({ code: 'row-limit', params: { rows, limit: rowLimit } });
}

async function expectRows(session: Session, sql: string, expected: number): Promise<void> {
  const { affected } = await session.run(sql);
  if (affected !== expected) throw differs(affected, expected);
}

function differs(captured: number, changed: number): TargetError {
  return new TargetError({ code: 'captured-differs', params: { captured, changed } });
}
