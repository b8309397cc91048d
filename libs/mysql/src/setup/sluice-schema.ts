// Schema `sluice` on the target: the marker table, and the image tables of each execution.
import { markerTable, sluiceSchema } from '@sluice/rollback';
import { openSession, type Session } from '../connect/session.js';
import { TargetError } from '../connect/target-error.js';
import type { Target } from '../types.js';

/** Makes schema `sluice` and its marker table if they are not there. @throws TargetError */
export async function ensureSluiceSchema(target: Target): Promise<void> {
  const session = await openSession({ ...target, schema: null });
  try {
    await createSluiceSchema(session);
  } finally {
    await session.close();
  }
}

export async function createSluiceSchema(session: Session): Promise<void> {
  await session.run(`CREATE DATABASE IF NOT EXISTS ${sluiceSchema} DEFAULT CHARACTER SET utf8mb4`);
  await session.run(
    `CREATE TABLE IF NOT EXISTS ${markerTable} (
       execution VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
       chunk INT UNSIGNED NOT NULL,
       state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
       content_hash VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
       changed MEDIUMTEXT CHARACTER SET ascii COLLATE ascii_bin NULL,
       skipped INT UNSIGNED NOT NULL,
       written_at DATETIME(6) NOT NULL,
       PRIMARY KEY (execution, chunk)
     ) ENGINE=InnoDB`,
  );
}

/** Runs `work`; where schema or marker table are not there yet, makes them and runs it again. Spares each run the question. */
export async function withSluiceSchema<T>(session: Session, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TargetError) || (error.errno !== 1049 && error.errno !== 1146)) throw error;
    await createSluiceSchema(session);
    return work();
  }
}
