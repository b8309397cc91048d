// Which image tables one table of a plan has: an insert leaves no before-images, a delete no after-images.
import type { PlannedStatement, PlannedTable, RollbackPlan, TableName } from '@sluice/contracts';
import { imageNames, type ImageNames } from '../images/names.js';

export interface ImageSet {
  readonly table: PlannedTable;
  readonly names: ImageNames;
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
  /** A row's before-image may stand under another key than its after-image: they go back together or not at all. */
  readonly movesKeys: boolean;
  /** Columns by which its images are looked up where further tables are tied to it: they have an index of each. */
  readonly lookups?: readonly (readonly string[])[];
  /** Only the rows of this chunk. Absent: all of them. */
  readonly chunk?: number;
}

/** Of the tables that the plan captures, in its order; empty where the verdict is `none`: no images then. */
export function imageSets(plan: RollbackPlan, execution: string): ImageSet[] {
  if (plan.verdict === 'none') return [];
  return plan.tables.flatMap((table, index) => {
    const statements = plan.statements.filter((statement) => isAmong(table, changedTables(statement)));
    const all = plan.statements.flatMap((statement) => statement.ties ?? []);
    const ties = all.filter(({ to }) => isAmong(table, [to]));
    const named = all.filter(({ from }) => isAmong(table, [from])).map(({ fromColumns }) => fromColumns);
    const lookups = ties.length + named.length > 0 ? distinct([table.keyColumns, ...named]) : undefined;
    const logs = plan.statements.flatMap((statement) => statement.logs ?? []).filter(({ perRow }) => perRow > 0);
    const isLog = isAmong(table, logs);
    if (statements.length + ties.length === 0 && !isLog) return [];
    const hasBefore =
      ties.length > 0 ||
      statements.some(({ operation, insert }) => operation !== 'insert' || insert?.existing === 'update');
    const hasAfter =
      isLog || ties.some(({ changes }) => changes) || statements.some(({ operation }) => operation !== 'delete');
    const movesKeys =
      ties.some(({ moves }) => moves) ||
      statements.some(({ capture, insert }) => (capture?.set ?? insert?.upsert) !== undefined);
    const shape = { hasBefore, hasAfter, movesKeys, ...(lookups ? { lookups } : {}) };
    return [{ table, names: imageNames(execution, index), ...shape }];
  });
}

/** Every table that the statement changes, once for each name it is known by. */
export function changedTables({ table, targets }: PlannedStatement): readonly TableName[] {
  return targets ?? (table ? [table] : []);
}

/** The sets of the tables that the statement changes. */
export function setsOf<T extends ImageSet>(statement: PlannedStatement, sets: readonly T[]): T[] {
  const tables = changedTables(statement);
  return sets.filter(({ table }) => isAmong(table, tables));
}

/** The sets of the tables that its ties lead to; of its own ones too where a tie leads back. */
export function tiedSets<T extends ImageSet>({ ties = [] }: PlannedStatement, sets: readonly T[]): T[] {
  return sets.filter(({ table }) =>
    isAmong(
      table,
      ties.map(({ to }) => to),
    ),
  );
}

/** All sets that hold rows of the statement: its own, those that its ties lead to, and its logs. */
export function heldSets<T extends ImageSet>(statement: PlannedStatement, sets: readonly T[]): T[] {
  const { ties = [], logs = [] } = statement;
  const tables = [...changedTables(statement), ...ties.map(({ to }) => to), ...logs];
  return sets.filter(({ table }) => isAmong(table, tables));
}

/** Tables into which triggers insert rows when this plan's rows are put back. */
export function logsInUndo({ statements, tables }: RollbackPlan): PlannedTable[] {
  const logs = statements.flatMap((statement) => statement.logs ?? []).filter(({ inUndo }) => inUndo);
  return tables.filter((table) => isAmong(table, logs));
}

function distinct(lists: readonly (readonly string[])[]): (readonly string[])[] {
  return [...new Map(lists.map((list) => [JSON.stringify(list), list])).values()];
}

function isAmong({ schema, table }: TableName, names: readonly TableName[]): boolean {
  return names.some((name) => name.schema === schema && name.table === table);
}
