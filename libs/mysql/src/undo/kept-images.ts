// What Sluice keeps on a target: image tables, execution by execution, with the space that they take; whoever they belong to.
import { markerTable, sluiceSchema } from '@sluice/rollback';
import { quoteIdentifier } from '@sluice/sql';
import { openSession } from '../connect/session.js';
import { TargetError } from '../connect/target-error.js';
import type { Target } from '../types.js';

export interface KeptImages {
  readonly execution: string;
  /** Names within schema `sluice`. */
  readonly tables: readonly string[];
  readonly bytes: number;
  /** Since the youngest of them was made, by the target's clock. */
  readonly ageSeconds: number;
  /** `run`: at least one commit; `fenced`: it never ran and never will; `none`: not known here. */
  readonly marker: 'run' | 'fenced' | 'none';
}

/** Empty where Sluice never ran. @throws TargetError */
export async function listKeptImages(target: Omit<Target, 'schema'>): Promise<KeptImages[]> {
  const session = await openSession({ ...target, schema: null });
  try {
    // Statistics of a day ago would call a table that was just filled empty.
    await session.run('SET SESSION information_schema_stats_expiry = 0');
    const found = await session.rows(
      `SELECT t.TABLE_NAME, GREATEST(COALESCE(s.FILE_SIZE, 0), COALESCE(t.DATA_LENGTH + t.INDEX_LENGTH, 0)),
              TIMESTAMPDIFF(SECOND, t.CREATE_TIME, NOW())
         FROM information_schema.TABLES t
         LEFT JOIN information_schema.INNODB_TABLESPACES s ON s.NAME = CONCAT(t.TABLE_SCHEMA, '/', t.TABLE_NAME)
        WHERE t.TABLE_SCHEMA = 'sluice' AND t.TABLE_TYPE = 'BASE TABLE' ORDER BY t.TABLE_NAME`,
    );
    const tables = found.flatMap(([name, bytes, age]) => {
      const execution = /^(?:before|after|kept|aside)_([a-z0-9]{1,40})_\d+(?:_[a-z]?\d+)?$/.exec(name ?? '')?.[1];
      return execution === undefined ? [] : [{ execution, name: name ?? '', bytes: Number(bytes), age: Number(age) }];
    });
    if (tables.length === 0) return [];
    const markers = await session.rows(
      `SELECT execution, MAX(state IN ('run', 'begun')) FROM ${markerTable} GROUP BY execution`,
    );
    const ran = new Map(markers.map(([execution, run]) => [execution, run === '1']));
    return [...Map.groupBy(tables, ({ execution }) => execution)].map(([execution, own]) => ({
      execution,
      tables: own.map(({ name }) => name),
      bytes: own.reduce((sum, { bytes }) => sum + bytes, 0),
      ageSeconds: Math.min(...own.map(({ age }) => age)),
      marker: ran.has(execution) ? (ran.get(execution) ? 'run' : 'fenced') : 'none',
    }));
  } catch (error) {
    // No schema, or no marker table in it.
    if (error instanceof TargetError && (error.errno === 1049 || error.errno === 1146)) return [];
    throw error;
  } finally {
    await session.close();
  }
}

/** The marker stays, so that the execution can't run again. @throws TargetError */
export async function dropKeptImages(
  target: Omit<Target, 'schema'>,
  { tables }: Pick<KeptImages, 'tables'>,
): Promise<void> {
  const session = await openSession({ ...target, schema: null });
  try {
    for (const name of tables) await session.run(`DROP TABLE IF EXISTS ${sluiceSchema}.${quoteIdentifier(name)}`);
  } finally {
    await session.close();
  }
}
