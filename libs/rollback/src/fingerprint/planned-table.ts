import type { PlannedTable } from '@sluice/contracts';
import type { Hash, TableFacts } from '../facts.js';
import { fingerprint } from './fingerprint.js';
import { keyColumns, rowKey } from './row-key.js';

/** What the plan holds of a table: all that decides the shape of its images. */
export function plannedTable(table: TableFacts, hash: Hash): PlannedTable {
  const key = rowKey(table);
  return {
    schema: table.schema,
    table: table.table,
    columns: table.columns.map(({ name, type, charset, collation, nullable, generated, invisible }) => ({
      name,
      type,
      charset,
      collation,
      nullable,
      generated,
      invisible,
    })),
    keyColumns: keyColumns(table),
    uniqueKeys: table.keys
      .filter((key) => key.unique)
      .sort((a, b) => Number(b === key) - Number(a === key))
      .map((key) => ({
        name: key.name,
        columns: key.parts.flatMap((part) => part.column ?? []),
        plain: key.parts.every((part) => part.column !== null && part.prefix === null),
      })),
    fingerprint: fingerprint(table, hash),
  };
}
