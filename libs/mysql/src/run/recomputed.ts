// The undo inserts rows anew, and the server computes what is generated and stored. That it comes to the same is tried on a copy, before anything
// changes: the writer's session may have had another div_precision_increment, lc_time_names or PAD_CHAR_TO_FULL_LENGTH.
import { copyRows, countMoved, createMovedTable, liveName, type ImageSet } from '@sluice/rollback';
import { differs, type Captured } from './captured.js';
import { captureSettings } from './settings.js';

/** Only where `exact` was said. @throws TargetError */
export async function tryRecomputing(
  { session, statement }: Captured,
  { table, names }: Pick<ImageSet, 'table' | 'names'>,
  rows: number,
): Promise<void> {
  if (statement.verdict !== 'exact' || rows === 0 || table.columns.every(({ generated }) => generated !== 'stored'))
    return;
  await captureSettings(session);
  const [create] = await session.rows(`SHOW CREATE TABLE ${liveName(table)}`);
  await session.run(createMovedTable(table, create?.[1] ?? '', names));
  await session.run(copyRows(table, statement.number, names));
  // A locking read, as all before the change: no read view is opened yet.
  const other = await session.count(`${countMoved(table, statement.number, names)} FOR SHARE`);
  await session.run(`DROP TEMPORARY TABLE ${names.moved}`);
  if (other > 0) throw differs(rows - other, rows);
}
