import { createWorklist, fillWorklist, type ImageSet } from '@sluice/rollback';
import type { Session } from '../connect/session.js';
import { TargetError } from '../connect/target-error.js';

/** The worklists as temporary tables, empty. */
export async function createWorklists(session: Session, sets: readonly ImageSet[]): Promise<void> {
  for (const set of sets) await session.run(createWorklist(set));
}

/** @throws TargetError `images-gone` */
export async function fillWorklists(session: Session, sets: readonly ImageSet[]): Promise<void> {
  for (const set of sets) {
    for (const sql of fillWorklist(set)) {
      try {
        await session.run(sql);
      } catch (error) {
        if (!(error instanceof TargetError) || error.errno !== 1146) throw error;
        const table = `${set.table.schema}.${set.table.table}`;
        throw new TargetError({ code: 'images-gone', params: { table } }, 'no-effect', false, null, { cause: error });
      }
    }
  }
}

export async function openWorklists(session: Session, sets: readonly ImageSet[]): Promise<void> {
  await createWorklists(session, sets);
  await fillWorklists(session, sets);
}

/** For the next chunk: TRUNCATE would end a transaction, so only between two. */
export async function emptyWorklists(session: Session, sets: readonly ImageSet[]): Promise<void> {
  for (const { names } of sets) await session.run(`TRUNCATE TABLE ${names.undo}`);
}
