// One UPDATE or DELETE with its images, in the order of the protocol: keys, rows, change, counts, D-check, after-images.
import type { PlannedStatement, PlannedTable } from '@sluice/contracts';
import {
  captureAfter,
  captureBefore,
  captureJoined,
  captureKeys,
  captureMoved,
  copyRows,
  countKeys,
  countMoved,
  countNotVacated,
  countSame,
  countThere,
  createJoinedTable,
  createMovedTable,
  dropUnchanged,
  dropUnmoved,
  gatherJoined,
  liveName,
  moveCopies,
  needsJoined,
  type ImageSet,
} from '@sluice/rollback';
import { runInsert } from './capture-insert.js';
import { change, differs, expectRows, limitRows, type Captured, type CountedRows } from './captured.js';
import { tryRecomputing } from './recomputed.js';
import { captureSettings, gatherSettings, userSettings } from './settings.js';

/** @throws TargetError */
export function runCaptured(captured: Captured): Promise<CountedRows> {
  return captured.statement.insert ? runInsert(captured) : runOverRows(captured);
}

async function runOverRows(captured: Captured): Promise<CountedRows> {
  const { session, statement, sets } = captured;
  const counted = await captureSets(captured);
  const keys = counted.reduce((sum, rows) => sum + rows, 0);
  const schema = await captured.beforeChange();
  for (const [i, set] of sets.entries()) await tryRecomputing(captured, set, counted[i] ?? 0);
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
