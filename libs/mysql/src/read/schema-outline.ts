import type { SchemaOutline } from '@sluice/contracts';
import { sessionOf } from '../connect/connect-target.js';
import { literal } from '../connect/literal.js';
import type { TargetConnection } from '../types.js';

/** A schema may have more tables than an editor can complete. */
const columnLimit = 50_000;

/** Tables and views with their visible columns. */
export async function readSchemaOutline(connection: TargetConnection, schema: string): Promise<SchemaOutline> {
  const rows = await sessionOf(connection).rows(
    `SELECT TABLE_NAME, COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ${literal(schema)}
     ORDER BY TABLE_NAME, ORDINAL_POSITION LIMIT ${String(columnLimit)}`,
  );
  const tables = new Map<string, string[]>();
  for (const [table, column] of rows) {
    const columns = tables.get(table ?? '') ?? [];
    columns.push(column ?? '');
    tables.set(table ?? '', columns);
  }
  return { tables: [...tables].map(([name, columns]) => ({ name, columns })) };
}
