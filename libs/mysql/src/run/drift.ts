// "What was approved is what runs", as far as the schema goes.
import { createHash } from 'node:crypto';
import type { PlannedTable, RollbackPlan, TableName } from '@sluice/contracts';
import { fingerprint, liveName } from '@sluice/rollback';
import type { Session } from '../connect/session.js';
import { TargetError } from '../connect/target-error.js';
import { readDefinitions } from '../read/definitions.js';

/**
 * Takes the metadata locks that hold ALTER, RENAME, CREATE TRIGGER and new child keys off till the end of the transaction. Before any plain
 * read: information_schema would answer out of an old read view. WHERE FALSE reads and locks no row. @throws TargetError
 */
export async function lockDefinitions(session: Session, tables: readonly PlannedTable[]): Promise<void> {
  for (const table of tables) {
    try {
      await session.run(`SELECT 1 FROM ${liveName(table)} WHERE FALSE FOR UPDATE`);
    } catch (error) {
      // Dropped or renamed since it was approved.
      if (error instanceof TargetError && error.errno === 1146) throw drifted(table);
      throw error;
    }
  }
}

export interface ComparedSchema {
  /** `schema.table` of those with children whose cascades would run inside InnoDB, where Handler_* does not see them. */
  readonly nativeParents: ReadonlySet<string>;
  /** Those whose rows may move between partitions, which counts as a row gone and one come. */
  readonly partitioned: ReadonlySet<string>;
}

/** @throws TargetError `drift` naming the first table that is not as approved */
export async function compareDefinitions(session: Session, tables: readonly PlannedTable[]): Promise<ComparedSchema> {
  const definitions = await readDefinitions(session, tables);
  tables.forEach((table, i) => {
    const now = definitions[i];
    if (!now || fingerprint(now, sha256) !== table.fingerprint) throw drifted(table);
  });
  const parents = definitions.filter(({ children }) => children.length > 0);
  const native = parents.length > 0 && (await hasNativeForeignKeys(session));
  const partitioned = definitions.filter(({ createSql }) => /^\/\*!\d+ PARTITION BY/m.test(createSql));
  return { nativeParents: namesOf(native ? parents : []), partitioned: namesOf(partitioned) };
}

function namesOf(tables: readonly TableName[]): Set<string> {
  return new Set(tables.map(({ schema, table }) => `${schema}.${table}`));
}

/** Servers before the variable came always have them. */
async function hasNativeForeignKeys(session: Session): Promise<boolean> {
  const [row] = await session.rows("SHOW GLOBAL VARIABLES LIKE 'innodb_native_foreign_keys'");
  return row?.[1] !== 'OFF';
}

/**
 * A version comment was expanded as the target's version reads it; after an upgrade (or a failover to another version) the same text may be
 * another statement. @throws TargetError `drift`
 */
export async function compareVersion(session: Session, { statements, session: settings }: RollbackPlan): Promise<void> {
  if (!statements.some(({ text }) => text.includes('/*!'))) return;
  if ((await session.cell('SELECT @@version')) === settings.serverVersion) return;
  throw new TargetError({ code: 'drift', params: { table: '@@version' } });
}

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function drifted({ schema, table }: PlannedTable): TargetError {
  return new TargetError({ code: 'drift', params: { table: `${schema}.${table}` } });
}
