// The tables of one execution: image tables by DDL (kept), keys and stage as temporary ones (end with the session).
import {
  createImageTable,
  createKeysTable,
  imageColumns,
  imageSets,
  isByContent,
  liveName,
  type ImageSet,
} from '@sluice/rollback';
import type { PlannedTable, RollbackPlan } from '@sluice/contracts';
import type { Session } from '../connect/session.js';
import { TargetError } from '../connect/target-error.js';

/** An attempt after a first one finds them empty: their rows went with its transaction. @throws TargetError `drift` */
export async function createImages(session: Session, plan: RollbackPlan, execution: string): Promise<ImageSet[]> {
  const sets = imageSets(plan, execution);
  for (const { table, names, hasBefore, hasAfter, lookups } of sets) {
    if (hasBefore) await session.run(createImageTable(table, names.before, lookups));
    if (hasAfter) await session.run(createImageTable(table, names.after, lookups));
    if (!isByContent(table)) await session.run(createKeysTable(table, names));
    if (hasBefore || hasAfter) await compareTypes(session, table, hasBefore ? names.before : names.after);
  }
  return sets;
}

/** An image of another type than the live column's may hold another value, and be its equal to `<=>`: an INT 0 and any word. */
async function compareTypes(session: Session, table: PlannedTable, image: string): Promise<void> {
  const live = await typesOf(session, liveName(table));
  const kept = await typesOf(session, image);
  const isSame = imageColumns(table).every(
    ({ column, image: name }) => live?.get(column.name.toLowerCase()) === kept?.get(name),
  );
  // A table that is gone is told of when its definition is locked.
  if (live && !isSame) throw new TargetError({ code: 'drift', params: { table: `${table.schema}.${table.table}` } });
}

/** Type and collation by name. Undefined where there is no such table. */
async function typesOf(session: Session, name: string): Promise<ReadonlyMap<string, string> | undefined> {
  try {
    const rows = await session.rows(`SHOW FULL COLUMNS FROM ${name}`);
    return new Map(
      rows.map(([field, type, collation]) => [(field ?? '').toLowerCase(), `${type ?? ''} ${collation ?? ''}`]),
    );
  } catch (error) {
    if (error instanceof TargetError && error.errno === 1146) return undefined;
    throw error;
  }
}
