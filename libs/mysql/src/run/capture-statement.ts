// One UPDATE or DELETE with its images, in the order of the protocol: keys, rows, change, counts, D-check, after-images.
import type { PlannedStatement, PlannedTable } from '@sluice/contracts';
import {
  captureAfter,
  captureDiffering,
  captureRowsAtOnce,
  capturesAtOnce,
  captureBefore,
  captureJoined,
  captureKeys,
  captureMoved,
  copyRows,
  countKeys,
  countMoved,
  countNotVacated,
  countSame,
  countStayed,
  countThere,
  createJoinedTable,
  createMovedTable,
  dropStayed,
  dropUnchanged,
  dropUnmoved,
  gatherJoined,
  isByContent,
  liveName,
  moveCopies,
  needsJoined,
  type ImageSet,
} from '@sluice/rollback';
import { runByContent } from './capture-by-content.js';
import { TargetError } from '../connect/target-error.js';
import { runInsert } from './capture-insert.js';
import { change, differs, expectRows, limitRows, onlySet, type Captured, type CountedRows } from './captured.js';
import { tryRecomputing } from './recomputed.js';
import { captureSettings, gatherSettings, userSettings } from './settings.js';

/** @throws TargetError */
export async function runCaptured(captured: Captured): Promise<CountedRows> {
  if (captured.sets.some(({ table }) => isByContent(table))) return runByContent(captured);
  const rows = await (captured.statement.insert ? runInsert(captured) : runOverRows(captured));
  return captured.tied ? captured.tied.keep(captured, rows) : rows;
}

async function runOverRows(captured: Captured): Promise<CountedRows> {
  const { session, statement, sets } = captured;
  const counted = captured.inChunks ? [await captureChunk(captured)] : await captureSets(captured);
  const keys = counted.reduce((sum, rows) => sum + rows, 0);
  const schema = await captured.beforeChange();
  for (const [i, set] of sets.entries()) await tryRecomputing(captured, set, counted[i] ?? 0);
  const moving = statement.capture?.set !== undefined;
  const ignores = statement.capture?.ignore === true;
  if (moving) await moveAll(captured, counted);
  const changed = await change(captured, schema, keys);
  await captureSettings(session);
  // Rows that are still in the images; under IGNORE, an error leaves rows as they were.
  const stayed = moving && ignores ? await leaveStayed(captured, changed) : [];
  const kept = counted.map((rows, i) => rows - (stayed[i] ?? 0));
  const differing = [];
  const keepsAtOnce = captured.inChunks === true && statement.operation === 'update';
  for (const [i, set] of sets.entries())
    differing.push(await (keepsAtOnce ? keepDiffering(captured, set) : countDiffering(captured, set, kept[i] ?? 0)));
  const total = differing.reduce((sum, rows) => sum + rows, 0);
  // D is a subset of what changed: that both are equal proves that nothing else changed. Under two names of one table, a row changed twice shows here.
  // Where a cascade came first, the statement counts less.
  if (captured.tied?.leadsBack(captured) ? total < changed : total !== changed) throw differs(total, changed);
  if (statement.operation === 'delete' && total < keys && !ignores) throw differs(total, keys);
  for (const [i, set] of sets.entries()) {
    const [rows = 0, other = 0] = [kept[i], differing[i]];
    if (moving) await keepMoved(captured, set, rows, other);
    else if (statement.operation === 'update' && !keepsAtOnce) await keepAfter(captured, set, rows, other);
    else if (other < rows)
      await expectRows(session, dropUnchanged(set.table, statement.number, set.names), rows - other);
  }
  return { changed, matched: keys };
}

/** Keys and rows at once; where the user's strict mode refuses a stored value, the long way. */
async function captureChunk(captured: Captured): Promise<number> {
  const { session, plan, statement } = captured;
  const { table, names } = onlySet(captured);
  let rows: number | undefined;
  if (capturesAtOnce(plan.session)) {
    await userSettings(session, plan);
    rows = await session.run(captureRowsAtOnce(table, statement, names)).then(
      ({ affected }) => affected,
      (error: unknown) => {
        // The statement alone is undone; locks and marker stay.
        if (error instanceof TargetError && error.errno !== null && refusedValues.has(error.errno)) return undefined;
        throw error;
      },
    );
  }
  if (rows === undefined) return (await captureSets(captured))[0] ?? 0;
  limitRows(captured, rows);
  await captureSettings(session);
  const same = await session.count(countSame(table, statement.number, names.before));
  if (same !== rows) throw differs(same, rows);
  return rows;
}

/** Incorrect, truncated or out of range value: what strict modes say of zero dates and the like. */
const refusedValues = new Set([1264, 1265, 1292, 1366, 1411]);

async function keepDiffering({ session, statement }: Captured, { table, names }: ImageSet): Promise<number> {
  return (await session.run(captureDiffering(table, statement.number, names))).affected;
}

/** Keys of every table in the user's settings, then their rows in ours. As many as rows were captured, in the order of the sets. */
async function captureSets(captured: Captured): Promise<number[]> {
  const { session, statement, sets } = captured;
  const { number } = statement;
  const joined = sets.some(({ table }) => needsJoined(table, statement));
  const found = joined ? await captureJoinedKeys(captured) : await captureOwnKeys(captured);
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

async function captureOwnKeys({ session, plan, statement, sets }: Captured): Promise<number[]> {
  await userSettings(session, plan);
  const found = [];
  for (const { table, names } of sets) found.push((await session.run(captureKeys(table, statement, names))).affected);
  return found;
}

/** Each name of each table has a capture of its own. */
async function captureJoinedKeys({ session, plan, statement, sets }: Captured): Promise<number[]> {
  await captureSettings(session);
  for (const { table, names } of sets) await session.run(createJoinedTable(table, names));
  await userSettings(session, plan);
  for (const { table, names } of sets) {
    for (const of of namesOf(statement, table)) await session.run(captureJoined(table, statement, names, of));
  }
  await gatherSettings(session, plan);
  const counted = [];
  for (const { table, names } of sets) {
    await session.run(gatherJoined(table, statement.number, names));
    await session.run(`DROP TEMPORARY TABLE ${names.joined}`);
    counted.push(await session.count(countKeys(statement.number, names)));
  }
  return counted;
}

/** By which the text knows the table. */
function namesOf({ targets, capture }: PlannedStatement, { schema, table }: PlannedTable): string[] {
  if (!targets) return capture?.of === undefined ? [] : [capture.of];
  return targets.filter((target) => target.schema === schema && target.table === table).map(({ of }) => of);
}

async function countDiffering(
  { session, statement }: Captured,
  { table, names }: ImageSet,
  keys: number,
): Promise<number> {
  const { number, operation, capture } = statement;
  if (capture?.set !== undefined) return session.count(countMoved(table, number, names));
  // Of a DELETE by its keys: the images may also hold rows that cascades reach.
  const unchanged =
    operation === 'delete' ? countThere(table, number, names.keys) : countSame(table, number, names.before);
  return keys - (await session.count(unchanged));
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
async function moveAll({ session, plan, statement, sets }: Captured, counted: readonly number[]): Promise<void> {
  const { number, capture } = statement;
  await captureSettings(session);
  for (const { table, names } of sets) {
    const [create] = await session.rows(`SHOW CREATE TABLE ${liveName(table)}`);
    await session.run(createMovedTable(table, create?.[1] ?? '', names));
    await session.run(copyRows(table, number, names));
  }
  await userSettings(session, plan);
  await session.run(moveCopies(statement, sets));
  if (!capture?.copyRefs) return;
  // Nothing but the copies may have changed.
  await captureSettings(session);
  for (const [i, { table, names }] of sets.entries()) {
    const same = await session.count(countSame(table, number, names.before));
    if (same !== counted[i]) throw differs(same, counted[i] ?? 0);
  }
}

/** Takes rows that IGNORE left as they were out of the images, as many of each table as it says. */
async function leaveStayed({ session, statement, sets }: Captured, changed: number): Promise<number[]> {
  const { number } = statement;
  let moved = 0;
  for (const { table, names } of sets) {
    moved += await session.count(countMoved(table, number, names));
    moved -= await session.count(countStayed(table, number, names, 'as-before'));
  }
  const stayed = [];
  for (const { table, names } of sets) {
    const drop = dropStayed(table, number, names, moved === changed ? 'as-before' : 'as-before-alone');
    stayed.push((await session.run(drop)).affected);
  }
  return stayed;
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
