// An INSERT whose ON DUPLICATE KEY UPDATE moves rows to other keys, from the moment when the rows that are there are kept.
import {
  captureCome,
  captureMoved,
  copyRows,
  countCome,
  countMoved,
  countNotVacated,
  createUpsertTable,
  dropUnmoved,
  liveName,
  upsertCopies,
  upsertNames,
} from '@sluice/rollback';
import { change, differs, expectRows, onlySet, type Captured, type CountedRows } from './captured.js';
import type { ComparedSchema } from './drift.js';
import { captureSettings, userSettings } from './settings.js';

/** `staged`: rows of the text. `existing`: those that are there under a key of theirs. @throws TargetError */
export async function runUpsert(
  captured: Captured,
  schema: ComparedSchema,
  { staged, existing }: { readonly staged: number; readonly existing: number },
): Promise<CountedRows> {
  const { session, plan, statement } = captured;
  const { number } = statement;
  const { table, names: own } = onlySet(captured);
  const names = upsertNames(table, own);
  await captureSettings(session);
  const [create] = await session.rows(`SHOW CREATE TABLE ${liveName(table)}`);
  await session.run(createUpsertTable(table, create?.[1] ?? '', names));
  await session.run(copyRows(table, number, names));
  await userSettings(session, plan);
  const { affected: expected } = await session.run(upsertCopies(statement, names));
  const affected = await change(captured, schema, staged, 2 * staged + existing);
  await captureSettings(session);
  const came = await session.count(countCome(names));
  const moved = await session.count(countMoved(table, number, names));
  // An update counts two. Both are the least that these rows can count, so nothing else was touched, and none twice.
  if (affected !== expected || affected !== came + 2 * moved) throw differs(came + 2 * moved, affected);
  await expectRows(session, captureMoved(table, number, names), moved);
  await expectRows(session, captureCome(table, number, names), came);
  await expectRows(session, dropUnmoved(table, number, names), existing - moved);
  const left = await session.count(countNotVacated(table, number, names));
  if (left > 0) throw differs(moved - left, moved);
  await session.run(`DROP TEMPORARY TABLE ${names.moved}`);
  return { changed: came + moved, matched: staged };
}
