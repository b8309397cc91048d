import type { TableName } from '@sluice/contracts';
import { tablesBeyond, type TableFacts } from '@sluice/rollback';
import type { TargetConnection } from '../types.js';
import { readTableFacts } from './table-facts.js';

/** Facts of these tables, in order, and after them of every table that a change of them may go on to, to any depth. @throws TargetError */
export async function readPlannedTables(
  connection: TargetConnection,
  names: readonly TableName[],
): Promise<TableFacts[]> {
  const tables = await readTableFacts(connection, names);
  for (let next = tablesBeyond(tables); next.length > 0; next = tablesBeyond(tables)) {
    tables.push(...(await readTableFacts(connection, next)));
  }
  return tables;
}
