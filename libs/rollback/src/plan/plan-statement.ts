import type { PlannedStatement, Reason, RollbackVerdict } from '@sluice/contracts';
import { textOf, type Slice, type TableReference } from '@sluice/sql';
import { cascadesFire } from '../conditions/cascades-fire.js';
import { conditions } from '../conditions/index.js';
import { movedKeyColumn } from '../conditions/key-changed.js';
import type { Objection, Subject } from '../conditions/subject.js';
import type { PlanInput, ReadStatement, TableFacts } from '../facts.js';
import { rowKey } from '../fingerprint/row-key.js';
import { reachOf } from '../reach/reach.js';
import { reachStarts } from '../reach/starts.js';
import { copyCut } from './copy-cut.js';
import { noEffects, plannedLogs, triggerEffects } from '../triggers/effects.js';
import { insertCut } from './insert-cut.js';
import { findTable } from './names.js';
import { plannedTargets, targetName, targetsOf } from './targets.js';

/** One statement's verdict, and the cuts by which its rows are captured where the verdict allows it. */
export function planStatement(
  read: ReadStatement,
  input: PlanInput,
): { planned: PlannedStatement; tables: readonly TableFacts[] } {
  const subjects = subjectsOf(read, input);
  const objections = distinct(
    subjects.flatMap((subject) => [
      ...conditions.flatMap((condition) => condition(subject) ?? []),
      ...cascadesFire(subject),
    ]),
  );
  const verdict = worst(objections.map((objection) => objection.verdict));
  const [{ slice, target, tables, reach, effects }] = subjects;
  const undoable = verdict !== 'none' && slice !== undefined && target !== undefined;
  const targets = undoable
    ? plannedTargets(
        slice,
        subjects.flatMap((subject) => subject.change ?? []),
      )
    : undefined;
  return {
    tables: [...tables, ...reach.tables.map(({ table }) => table), ...effects.logs.map(({ facts }) => facts)],
    planned: {
      number: read.number,
      range: read.range,
      text: read.statement.text,
      operation: operationOf(read),
      table: target ? { schema: target.schema, table: target.table } : null,
      ...(targets ? { targets } : {}),
      verdict,
      reasons: objections.map(reasonOf),
      runnable: objections.every((objection) => objection.runnable),
      capture: undoable ? captureOf(slice, subjects) : null,
      insert:
        undoable && (slice.kind === 'INSERT' || slice.kind === 'REPLACE') ? (insertCut(slice, target) ?? null) : null,
      assignedColumns: [...new Set(subjects.flatMap((subject) => subject.assigned))],
      ...(undoable && reach.ties.length > 0 ? { ties: [...reach.ties] } : {}),
      ...(undoable && effects.logs.length > 0 ? { logs: plannedLogs(effects.logs) } : {}),
    },
  };
}

export function worst(verdicts: readonly RollbackVerdict[]): RollbackVerdict {
  return verdicts.includes('none') ? 'none' : verdicts.includes('partial') ? 'partial' : 'exact';
}

function reasonOf({ reason }: Objection): Reason {
  return { code: reason.code, params: { ...reason.params } };
}

function distinct(objections: readonly Objection[]): Objection[] {
  return [...new Map(objections.map((objection) => [JSON.stringify(objection.reason), objection])).values()];
}

/** One for each table that changes: what holds for one of them need not hold for another. */
function subjectsOf(read: ReadStatement, { tables, server, schema }: PlanInput): [Subject, ...Subject[]] {
  const slice = read.slice.ok ? read.slice.slice : undefined;
  const find = (reference: TableReference): TableFacts | undefined =>
    findTable(tables, reference, schema, server.lowerCaseTableNames);
  const named = (read.facts?.tables ?? []).filter((table) => !table.isCte);
  const targets = slice ? targetsOf(slice, find) : [];
  const effects = slice ? triggerEffects(slice, targets, tables) : noEffects;
  const common = {
    read,
    slice,
    facts: read.facts ?? undefined,
    tables: named.map((table) => find(table) ?? missing(table.schema ?? schema, table.table)),
    effects,
    reach: reachOf(
      slice ? reachStarts(slice, targets, effects) : [],
      tables,
      comesBack(slice, targets.length) || effects.ties.length > 0,
      effects.ties,
    ),
    server,
    schema,
  };
  const [first, ...others] = targets.map((change) => ({
    ...common,
    change,
    target: change.table,
    assigned: change.assigned,
  }));
  return first ? [first, ...others] : [{ ...common, change: undefined, target: undefined, assigned: [] }];
}

function comesBack(slice: Slice | undefined, targets: number): boolean {
  return slice?.kind === 'DELETE' || slice?.kind === 'REPLACE' || targets > 1;
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

/** Away from what they are found again by; without a key, that is all that they hold. */
function movesRows(target: TableFacts, assigned: readonly string[]): boolean {
  return !rowKey(target) || movedKeyColumn(target, assigned) !== undefined;
}

function captureOf(slice: Slice, subjects: readonly Subject[]): PlannedStatement['capture'] {
  if (slice.kind !== 'UPDATE' && slice.kind !== 'DELETE') return null;
  const [reference] = slice.tables;
  const moves = subjects.some(({ target, assigned }) => target && movesRows(target, assigned));
  return {
    with: textOf(slice, slice.with),
    hints: textOf(slice, slice.hints),
    refs: slice.captureFrom,
    tail: textOf(slice, slice.tail),
    ...(reference ? { of: targetName(reference) } : {}),
    ...(slice.modifiers.ignore ? { ignore: true } : {}),
    ...(slice.kind === 'UPDATE' && moves
      ? copyCut(
          slice,
          subjects.flatMap(({ change }) => change ?? []),
        )
      : {}),
  };
}
