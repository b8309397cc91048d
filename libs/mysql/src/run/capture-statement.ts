// One UPDATE, DELETE or INSERT with its images, in the order of the protocol: keys, rows, change, counts, D-check, after-images.
import type { PlannedStatement, PlannedTable, RollbackPlan } from '@sluice/contracts';
import {
  captureAfter,
  captureBefore,
  captureGenerated,
  captureInserted,
  captureKeys,
  captureStagedKeys,
  countSame,
  countTaken,
  countThere,
  createStageTable,
  dropUnchanged,
  liveName,
  stageRows,
  type ImageNames,
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
  readonly table: PlannedTable;
  readonly names: ImageNames;
  readonly rowLimit: number;
  /** The first statement's moment to compare the schema: after its capture, before anything changes. */
  beforeChange(): Promise<ComparedSchema>;
}

/** @throws TargetError */
export function runCaptured(captured: Captured): Promise<CountedRows> {
  return captured.statement.operation === 'insert' ? runInsert(captured) : runOverRows(captured);
}

async function runOverRows(captured: Captured): Promise<CountedRows> {
  const { session, plan, statement, table, names } = captured;
  const { number, operation } = statement;
  await userSettings(session, plan);
  const { affected: keys } = await session.run(captureKeys(table, statement, names));
  limitRows(captured, keys);
  await captureSettings(session);
  const { affected: rows } = await session.run(captureBefore(table, number, names));
  // A lossy image (an ENUM member, a zone, a collation the server told wrongly) shows here, before anything changed.
  const same = await session.count(countSame(table, number, names.before));
  if (rows !== keys || same !== keys) throw differs(Math.min(rows, same), keys);
  const schema = await captured.beforeChange();
  const changed = await change(captured, schema, keys);
  await captureSettings(session);
  const differing =
    operation === 'delete'
      ? keys - (await session.count(countThere(table, number, names.before)))
      : keys - (await session.count(countSame(table, number, names.before)));
  if (differing !== changed) throw differs(differing, changed);
  if (operation === 'update') {
    if (differing < keys) await expectRows(session, dropUnchanged(table, number, names), keys - differing);
    if (differing > 0) await expectRows(session, captureAfter(table, number, names), differing);
  } else if (differing < keys) {
    throw differs(differing, keys);
  }
  return { changed, matched: keys };
}

async function runInsert(captured: Captured): Promise<CountedRows> {
  const { session, statement, table, names } = captured;
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
async function stage({ session, plan, statement, table, names }: Captured, rows: number): Promise<void> {
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
  { session, plan, statement, table }: Captured,
  schema: ComparedSchema,
  matched: number,
): Promise<number> {
  const native = schema.nativeParents.has(`${table.schema}.${table.table}`);
  await userSettings(session, plan);
  const before = await readCounters(session, native, 'before');
  const { affected } = await session.run(statement.text);
  if (affected > matched) throw differs(matched, affected);
  compareCounters(statement, before, await readCounters(session, native, 'after'), affected, matched);
  return affected;
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
