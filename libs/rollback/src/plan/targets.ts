// Which tables a statement changes, by which names, and which of their columns.
import type { PlannedStatement } from '@sluice/contracts';
import type { ColumnName, DeleteSlice, Slice, TableReference, UpdateSlice } from '@sluice/sql';
import { quoteIdentifier } from '@sluice/sql';
import { sameColumn } from '../conditions/subject.js';
import type { TableFacts } from '../facts.js';
import { insertedColumns } from './insert-cut.js';

export interface StatementTarget {
  readonly table: TableFacts;
  /** Quoted names by which the references know it; two where it is joined to itself and both are changed. */
  readonly of: readonly string[];
  /** As the server names them. */
  readonly assigned: readonly string[];
}

type Find = (reference: TableReference) => TableFacts | undefined;

/** Empty where it is not known for sure. One entry a base table. */
export function targetsOf(slice: Slice, find: Find): StatementTarget[] {
  if (!('tables' in slice)) return gather([{ reference: slice.table, names: insertedNames(slice, find) }], find);
  if (!slice.multiTable) {
    const [reference] = slice.tables;
    return reference ? gather([{ reference, names: singleNames(slice) }], find) : [];
  }
  if (slice.kind === 'DELETE')
    return gather(
      slice.targets.map((reference) => ({ reference, names: [] })),
      find,
    );
  const owners = slice.assignments.map(({ column }) => ({
    reference: ownerOf(slice, column, find),
    name: column.column,
  }));
  const known = owners.flatMap(({ reference, name }) => (reference ? [{ reference, names: [name] }] : []));
  return known.length === owners.length ? gather(known, find) : [];
}

/** For the plan; undefined where the text knows one table only. */
export function plannedTargets(slice: Slice, targets: readonly StatementTarget[]): PlannedStatement['targets'] {
  if (!('multiTable' in slice) || !slice.multiTable) return undefined;
  return targets.flatMap(({ table, of }) => of.map((name) => ({ schema: table.schema, table: table.table, of: name })));
}

export function targetName(reference: Pick<TableReference, 'alias' | 'table'>): string {
  return quoteIdentifier(reference.alias ?? reference.table);
}

function gather(
  parts: readonly { reference: TableReference; names: readonly string[] }[],
  find: Find,
): StatementTarget[] {
  const targets = new Map<TableFacts, { of: Set<string>; assigned: Set<string> }>();
  for (const { reference, names } of parts) {
    const table = reference.isCte ? undefined : find(reference);
    if (table?.kind !== 'base') return [];
    const target = targets.get(table) ?? { of: new Set(), assigned: new Set() };
    target.of.add(targetName(reference));
    for (const name of names) target.assigned.add(table.columns.find((c) => sameColumn(c.name, name))?.name ?? name);
    targets.set(table, target);
  }
  return [...targets].map(([table, { of, assigned }]) => ({ table, of: [...of], assigned: [...assigned] }));
}

function singleNames(slice: UpdateSlice | DeleteSlice): string[] {
  return slice.kind === 'UPDATE' ? slice.assignments.map(({ column }) => column.column) : [];
}

function insertedNames(slice: Exclude<Slice, UpdateSlice | DeleteSlice>, find: Find): string[] {
  const table = find(slice.table);
  return table ? insertedColumns(slice, table) : [];
}

/** By its qualifier (as written, else whatever the case), or as the only joined table that has such a column: two would be an error. */
function ownerOf({ tables }: UpdateSlice, column: ColumnName, find: Find): TableReference | undefined {
  const { table: qualifier } = column;
  const owners =
    qualifier === undefined
      ? tables.filter((reference) => find(reference)?.columns.some((c) => sameColumn(c.name, column.column)))
      : called(tables, qualifier);
  return owners.length === 1 ? owners[0] : undefined;
}

function called(tables: readonly TableReference[], name: string): readonly TableReference[] {
  const exact = tables.filter((table) => (table.alias ?? table.table) === name);
  if (exact.length > 0) return exact;
  return tables.filter((table) => (table.alias ?? table.table).toLowerCase() === name.toLowerCase());
}
