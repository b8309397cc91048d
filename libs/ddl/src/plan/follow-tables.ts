import type { StructureStatement } from '../statement/types.js';
import type { TableFacts } from './types.js';

/** The facts of the tables as they are after the statement: under their new names, and those that it makes. */
export function followTables(tables: readonly TableFacts[], { objects }: StructureStatement): TableFacts[] {
  let followed = [...tables];
  for (const [i, { role, name, type }] of objects.entries()) {
    if (type !== 'table') continue;
    if (role === 'created' && !followed.some(({ table }) => table === name)) {
      followed.push({ table: name, engine: 'InnoDB', rows: 0, bytes: 0, triggers: [] });
    }
    if (role !== 'renamed-to') continue;
    // RENAME TABLE lists pairs; ALTER TABLE names its table first.
    const from = objects[i - 1]?.role === 'renamed' ? objects[i - 1]?.name : objects[0]?.name;
    followed = followed.map((one) => (one.table === from ? { ...one, table: name } : one));
  }
  return followed;
}
