// What "the same table as approved" means. The version is part of the text: another encoding never equals this one by chance.
import type { ForeignKeyFacts, Hash, TableFacts } from '../facts.js';
import { canonicalCreate } from './canonical-create.js';

/** SHA-256 over SHOW CREATE TABLE, triggers and foreign keys of both directions, in an order of our own. */
export function fingerprint(
  table: Pick<TableFacts, 'schema' | 'table' | 'createSql' | 'triggers' | 'foreignKeys' | 'children'>,
  hash: Hash,
): string {
  const triggers = table.triggers.map((t) => [t.event, t.timing, t.order, t.name, t.statement, t.sqlMode, t.definer]);
  return hash(
    JSON.stringify([
      'sluice-table-1',
      table.schema,
      table.table,
      canonicalCreate(table.createSql),
      sorted(triggers),
      sorted(table.foreignKeys.map(foreignKey)),
      sorted(table.children.map(foreignKey)),
    ]),
  );
}

function foreignKey(key: ForeignKeyFacts): unknown[] {
  const { schema, table, name, columns, parent, parentColumns, onDelete, onUpdate } = key;
  return [schema, table, name, columns, parent.schema, parent.table, parentColumns, onDelete, onUpdate];
}

function sorted(rows: readonly unknown[]): string[] {
  return rows.map((row) => JSON.stringify(row)).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
