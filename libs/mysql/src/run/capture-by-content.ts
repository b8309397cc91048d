// One statement over a table without a usable key: whole rows are captured, and sums over the whole table, which is locked for that, say before COMMIT
// that it changed by just these rows and no other.
import {
  captureRows,
  copyRowsByNumber,
  countOtherCopies,
  createRowCopies,
  createRowsTable,
  createStageTable,
  dropSameCopies,
  gatherRows,
  keepCopies,
  keepStaged,
  liveName,
  moveCopies,
  nameContents,
  stageRows,
  sumImages,
  sumLive,
  type ImageSet,
} from '@sluice/rollback';
import type { Session } from '../connect/session.js';
import { change, differs, expectRows, limitRows, onlySet, type Captured, type CountedRows } from './captured.js';
import { captureSettings, gatherSettings, userSettings } from './settings.js';

export function runByContent(captured: Captured): Promise<CountedRows> {
  return captured.statement.insert ? runInsertion(captured) : runOverContents(captured);
}

async function runOverContents(captured: Captured): Promise<CountedRows> {
  const { session, plan, statement } = captured;
  const { number, operation } = statement;
  const set = onlySet(captured);
  const { table, names } = set;
  const rows = await captureWhole(captured, set);
  const before = await sums(session, sumLive(table));
  const schema = await captured.beforeChange();
  await copy(captured, set);
  // Generated columns are computed anew by an undo: to the same, or not at all.
  const other = await session.count(countOtherCopies(table, number, names));
  if (other > 0 && statement.verdict === 'exact') throw differs(rows - other, rows);
  if (operation === 'update') {
    await userSettings(session, plan);
    await session.run(moveCopies(statement, [set]));
  }
  const changed = await change(captured, schema, rows);
  await captureSettings(session);
  let after = none;
  if (operation === 'update') {
    await expectRows(session, keepCopies(table, number, names), changed);
    await expectRows(session, dropSameCopies(table, number, names), rows - changed);
    after = await sums(session, sumImages(names.after, number));
  } else if (changed !== rows) throw differs(rows, changed);
  await session.run(`DROP TEMPORARY TABLE ${names.moved}`);
  const gone = await sums(session, sumImages(names.before, number));
  await expectSums(session, set, added(subtracted(before, gone), after), changed);
  return { changed, matched: rows };
}

async function captureWhole(captured: Captured, { table, names }: ImageSet): Promise<number> {
  const { session, plan, statement } = captured;
  await captureSettings(session);
  await session.run(createRowsTable(table, names));
  await userSettings(session, plan);
  const { affected: rows } = await session.run(captureRows(table, statement, names));
  limitRows(captured, rows);
  await gatherSettings(session, plan);
  await expectRows(session, gatherRows(table, statement.number, names), rows);
  await captureSettings(session);
  await session.run(nameContents(table, statement.number, names.before));
  await session.run(`DROP TEMPORARY TABLE ${names.joined}`);
  return rows;
}

async function copy({ session, statement }: Captured, { table, names }: ImageSet): Promise<void> {
  await captureSettings(session);
  const [create] = await session.rows(`SHOW CREATE TABLE ${liveName(table)}`);
  await session.run(createRowCopies(create?.[1] ?? '', names));
  await session.run(copyRowsByNumber(table, statement.number, names));
}

async function runInsertion(captured: Captured): Promise<CountedRows> {
  const { session, plan, statement } = captured;
  const set = onlySet(captured);
  const { table, names } = set;
  await captureSettings(session);
  const before = await sums(session, sumLive(table));
  const schema = await captured.beforeChange();
  const [create] = await session.rows(`SHOW CREATE TABLE ${liveName(table)}`);
  await session.run(createStageTable(create?.[1] ?? '', names.stage));
  await userSettings(session, plan);
  const { affected: rows } = await session.run(stageRows(statement, names));
  limitRows(captured, rows);
  const changed = await change(captured, schema, rows);
  if (changed !== rows) throw differs(rows, changed);
  await captureSettings(session);
  await expectRows(session, keepStaged(table, statement.number, names), rows);
  await session.run(`DROP TEMPORARY TABLE ${names.stage}`);
  await expectSums(session, set, added(before, await sums(session, sumImages(names.after, statement.number))), changed);
  return { changed, matched: rows };
}

/** Rows, and sums over their contents. */
type Sums = readonly bigint[];
const none: Sums = [0n, 0n, 0n, 0n, 0n];

async function sums(session: Session, sql: string): Promise<Sums> {
  const [row] = await session.rows(sql);
  return none.map((_, i) => BigInt(row?.[i] ?? '0'));
}

function added(a: Sums, b: Sums): Sums {
  return a.map((sum, i) => sum + (b[i] ?? 0n));
}

function subtracted(a: Sums, b: Sums): Sums {
  return a.map((sum, i) => sum - (b[i] ?? 0n));
}

/** The whole table is as it was but for the rows of the images. @throws TargetError `captured-differs` */
async function expectSums(session: Session, { table }: ImageSet, expected: Sums, changed: number): Promise<void> {
  const now = await sums(session, sumLive(table));
  if (now.some((sum, i) => sum !== expected[i]))
    throw differs(changed + Number((now[0] ?? 0n) - (expected[0] ?? 0n)), changed);
}
