import type { PlannedStatement, Reason, RollbackVerdict } from '@sluice/contracts';
import { quoteIdentifier, textOf, type Slice, type TableReference } from '@sluice/sql';
import { conditions } from '../conditions/index.js';
import { sameColumn, type Objection, type Subject } from '../conditions/subject.js';
import type { PlanInput, ReadStatement, TableFacts } from '../facts.js';
import { insertCut, insertedColumns } from './insert-cut.js';
import { findTable } from './names.js';

/** One statement's verdict, and the cuts by which its rows are captured where the verdict allows it. */
export function planStatement(read: ReadStatement, input: PlanInput): { planned: PlannedStatement; subject: Subject } {
  const subject = subjectOf(read, input);
  const objections = conditions.flatMap((condition) => condition(subject) ?? []);
  const verdict = worst(objections.map((objection) => objection.verdict));
  const { slice, target } = subject;
  const undoable = verdict !== 'none' && slice !== undefined && target !== undefined;
  return {
    subject,
    planned: {
      number: read.number,
      range: read.range,
      text: read.statement.text,
      operation: operationOf(read),
      table: target ? { schema: target.schema, table: target.table } : null,
      verdict,
      reasons: objections.map(reasonOf),
      runnable: objections.every((objection) => objection.runnable),
      capture: undoable ? captureOf(slice) : null,
      insert: undoable && slice.kind === 'INSERT' ? (insertCut(slice, target) ?? null) : null,
      assignedColumns: [...subject.assigned],
    },
  };
}

export function worst(verdicts: readonly RollbackVerdict[]): RollbackVerdict {
  return verdicts.includes('none') ? 'none' : verdicts.includes('partial') ? 'partial' : 'exact';
}

function reasonOf({ reason }: Objection): Reason {
  return { code: reason.code, params: { ...reason.params } };
}

function subjectOf(read: ReadStatement, { tables, server, schema }: PlanInput): Subject {
  const slice = read.slice.ok ? read.slice.slice : undefined;
  const find = (reference: TableReference): TableFacts | undefined =>
    findTable(tables, reference, schema, server.lowerCaseTableNames);
  const reference = slice && targetReference(slice);
  const target = reference && find(reference);
  const named = (read.facts?.tables ?? []).filter((table) => !table.isCte);
  return {
    read,
    slice,
    facts: read.facts ?? undefined,
    target: target?.kind === 'base' ? target : undefined,
    tables: named.map((table) => find(table) ?? missing(table.schema ?? schema, table.table)),
    assigned: slice && target ? assignedOf(slice, target) : [],
    server,
    schema,
  };
}

function targetReference(slice: Slice): TableReference | undefined {
  if (!('targets' in slice)) return slice.table;
  const [target, second] = slice.targets ?? [];
  return second || target?.isCte ? undefined : target;
}

function assignedOf(slice: Slice, target: TableFacts): string[] {
  if (slice.kind === 'DELETE') return [];
  const named =
    slice.kind === 'UPDATE' ? slice.assignments.map(({ column }) => column.column) : insertedColumns(slice, target);
  const asTheServerSays = named.map((name) => target.columns.find((c) => sameColumn(c.name, name))?.name ?? name);
  return [...new Set(asTheServerSays)];
}

function missing(schema: string, table: string): TableFacts {
  return {
    schema,
    table,
    kind: 'missing',
    engine: null,
    partitioned: false,
    createSql: '',
    columns: [],
    keys: [],
    triggers: [],
    foreignKeys: [],
    children: [],
    estimatedRows: null,
  };
}

function operationOf({ slice }: ReadStatement): PlannedStatement['operation'] {
  if (!slice.ok) return 'other';
  switch (slice.slice.kind) {
    case 'UPDATE':
      return 'update';
    case 'DELETE':
      return 'delete';
    case 'INSERT':
      return 'insert';
    case 'REPLACE':
      return 'replace';
  }
}

function captureOf(slice: Slice): PlannedStatement['capture'] {
  if (slice.kind !== 'UPDATE' && slice.kind !== 'DELETE') return null;
  const [target] = slice.tables;
  return {
    with: textOf(slice, slice.with),
    hints: textOf(slice, slice.hints),
    refs: slice.captureFrom,
    tail: textOf(slice, slice.tail),
    of: quoteIdentifier(target?.alias ?? target?.table ?? ''),
  };
}
