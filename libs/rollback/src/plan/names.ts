import type { TableName } from '@sluice/contracts';
import type { TableReference } from '@sluice/sql';
import type { ReadStatement, TableFacts } from '../facts.js';

/** The tables whose facts the plan of these statements needs, with `schema` filled in where the text names none. */
export function tablesToRead(statements: readonly ReadStatement[], schema: string): TableName[] {
  const named = statements.flatMap((read) => read.facts?.tables ?? []).filter((table) => !table.isCte);
  const names = named.map((table) => ({ schema: table.schema ?? schema, table: table.table }));
  return [...new Map(names.map((name) => [JSON.stringify([name.schema, name.table]), name])).values()];
}

/** The facts of a table as the text names it. */
export function findTable(
  tables: readonly TableFacts[],
  reference: TableReference,
  schema: string,
  lowerCaseTableNames: number,
): TableFacts | undefined {
  const fold = (name: string): string => (lowerCaseTableNames === 0 ? name : name.toLowerCase());
  const wanted = [fold(reference.schema ?? schema), fold(reference.table)];
  return tables.find((table) => fold(table.schema) === wanted[0] && fold(table.table) === wanted[1]);
}
