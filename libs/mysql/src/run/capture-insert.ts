// One INSERT or REPLACE with its images: what it would make is staged, what is there already is locked and kept, and what came is what was not
// there before. As many as the server says, so nothing else came.
import {
  captureAbove,
  captureAfter,
  captureBefore,
  captureExisting,
  captureGenerated,
  captureStaged,
  countKeys,
  countSame,
  countThere,
  createStageTable,
  dropUnchanged,
  liveName,
  stageRows,
} from '@sluice/rollback';
import { TargetError } from '../connect/target-error.js';
import { runUpsert } from './capture-upsert.js';
import { change, differs, expectRows, limitRows, onlySet, type Captured, type CountedRows } from './captured.js';
import { lockAbove } from './lock-above.js';
import { tryRecomputing } from './recomputed.js';
import { captureSettings, userSettings } from './settings.js';

export async function runInsert(captured: Captured): Promise<CountedRows> {
  return captured.statement.insert?.keys === 'auto-increment' ? runGenerated(captured) : runStaged(captured);
}

/** As many ids as rows, all of them generated, in one interval. */
async function runGenerated(captured: Captured): Promise<CountedRows> {
  const { session, statement } = captured;
  const { table, names } = onlySet(captured);
  const rows = statement.insert?.rows ?? 0;
  limitRows(captured, rows);
  const schema = await captured.beforeChange();
  const changed = await change(captured, schema, rows);
  if (changed !== rows) throw differs(rows, changed);
  const first = (await session.cell('SELECT LAST_INSERT_ID()')) ?? '0';
  const step = (await session.cell('SELECT @@auto_increment_increment')) ?? '1';
  await captureSettings(session);
  await expectRows(session, captureGenerated(table, statement, names, BigInt(first), BigInt(step)), rows);
  return { changed, matched: rows };
}

/** Any other: the rows that were there are images, the rows that came are told by what was not. */
async function runStaged(captured: Captured): Promise<CountedRows> {
  const { session, plan, statement } = captured;
  const { number, insert } = statement;
  const { table, names } = onlySet(captured);
  const schema = await captured.beforeChange();
  await captureSettings(session);
  const [create] = await session.rows(`SHOW CREATE TABLE ${liveName(table)}`);
  await session.run(createStageTable(create?.[1] ?? '', names.stage));
  await userSettings(session, plan);
  const { affected: staged } = await session.run(stageRows(statement, names));
  if (insert?.rows !== null && staged !== insert?.rows) throw differs(staged, insert?.rows ?? 0);
  await captureSettings(session);
  for (const sql of captureExisting(table, statement, names)) await session.run(sql);
  const existing = await session.count(countKeys(number, names));
  if (existing > 0 && !insert.existing)
    throw new TargetError({ code: 'duplicate-key', params: { message: `${String(existing)} rows` } });
  const keeps = insert.existing === 'update' || insert.existing === 'replace';
  if (keeps) {
    const { affected: kept } = await session.run(captureBefore(table, number, names));
    const same = await session.count(countSame(table, number, names.before));
    if (kept !== existing || same !== existing) throw differs(Math.min(kept, same), existing);
    await tryRecomputing(captured, { table, names }, kept);
  }
  limitRows(captured, staged + existing);
  if (insert.upsert !== undefined) {
    await session.run(`DROP TEMPORARY TABLE ${names.stage}`);
    return runUpsert(captured, schema, { staged, existing });
  }
  const above = insert.keys === 'above' ? await lockAbove(session, table) : undefined;
  const affected = await change(captured, schema, staged, 2 * staged + existing);
  await captureSettings(session);
  let came = 0;
  if (above !== undefined) came += (await session.run(captureAbove(table, number, names, above))).affected;
  // Of a table that was empty, all is above.
  if (above !== null) came += (await session.run(captureStaged(table, number, names, above))).affected;
  await session.run(`DROP TEMPORARY TABLE ${names.stage}`);
  if (!keeps) {
    if (came !== affected) throw differs(came, affected);
    return { changed: came, matched: staged };
  }
  return { changed: came + (await keepExisting(captured, { existing, came, staged, affected })), matched: staged };
}

/** Rows that were there and are other now. @throws TargetError where the server counted anything else */
async function keepExisting(
  captured: Captured,
  { existing, came, staged, affected }: { existing: number; came: number; staged: number; affected: number },
): Promise<number> {
  const { session, statement } = captured;
  const { number } = statement;
  const { table, names } = onlySet(captured);
  const there = await session.count(countThere(table, number, names.before));
  const same = await session.count(countSame(table, number, names.before));
  const differing = there - same;
  if (statement.operation === 'replace') {
    // Each row of the text counts once, and each old one that it took away once more; one that is the same again may count or not.
    const least = staged + differing + existing - there;
    if (affected < least || affected > least + same || came + there !== staged) throw differs(least, affected);
  } else if (there !== existing || affected !== came + 2 * differing) {
    // An update counts two. Both are the least that these rows can count, so nothing else was touched.
    throw differs(came + 2 * differing, affected);
  }
  if (same > 0) await expectRows(session, dropUnchanged(table, number, names), same);
  if (differing > 0) await expectRows(session, captureAfter(table, number, names), differing);
  return differing;
}
