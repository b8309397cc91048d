// ALTER TABLE, CREATE INDEX and DROP INDEX: the way back is the difference of the two states.
import type { KeptValues, Reason } from '@sluice/contracts';
import { quoteIdentifier } from '@sluice/sql';
import { keptKey } from '../data/kept-key.js';
import { valuesAtRisk, type ValuesAtRisk } from '../data/values-at-risk.js';
import { difference } from '../difference/difference.js';
import { columnPairs, reversed, type ColumnPairs } from '../difference/pairs.js';
import type { ColumnModel, TableModel } from '../table/model.js';
import { readTable } from '../table/read-table.js';
import type { ClauseKind, StructureStatement } from '../statement/types.js';
import type { StepFacts, StepPlan } from './types.js';

/** What states do not show, or what takes rows along with them. */
const NOT_UNDONE: readonly ClauseKind[] = [
  ...(['drop-partition', 'truncate-partition', 'exchange-partition', 'tablespace', 'secondary-engine'] as const),
];

const nothing: StepPlan = { inverse: [], recycled: [], created: [], kept: [], closing: [], reopening: [], reasons: [] };

export function alterInverse(structure: StructureStatement, facts: StepFacts): StepPlan {
  const { objects, clauses } = structure;
  const table = objects[0]?.name ?? '';
  const tableAfter = objects.findLast(({ role }) => role === 'renamed-to')?.name ?? table;
  const none = (...reasons: Reason[]): StepPlan => ({
    ...nothing,
    inverse: null,
    reasons,
  });
  const lost = clauses.filter(({ kind }) => NOT_UNDONE.includes(kind));
  if (lost.length > 0)
    return none(...lost.map(({ kind }) => ({ code: 'clause-not-undone' as const, params: { clause: kind } })));
  const before = readTable(facts.before.get(table) ?? '', facts.serverVersion);
  const after = readTable(facts.after.get(tableAfter) ?? '', facts.serverVersion);
  if (before === undefined || after === undefined) return none({ code: 'definition-not-read', params: { table } });
  if (!isInnodb(before) || !isInnodb(after)) {
    const engine = engineOf(isInnodb(before) ? after : before);
    return none({ code: 'not-innodb', params: { table, engine } });
  }
  const pairs = columnPairs(before, after, clauses);
  const inverse = difference(after, before, reversed(pairs));
  if (inverse === undefined) return none({ code: 'inverse-not-known', params: { table } });
  const atRisk = valuesAtRisk(before, after, pairs, facts.strict);
  if (atRisk.length === 0) return { ...nothing, inverse };
  const kept = keep({ before, after, pairs, atRisk, facts });
  if ('reason' in kept) return none(kept.reason);
  const middle = withoutTies(before, atRisk);
  const opening = difference(after, middle, reversed(pairs));
  const closing = difference(middle, before, new Map(before.columns.map(({ name }) => [name, name])));
  const reopening = difference(middle, after, pairs);
  if (opening === undefined || closing === undefined || reopening === undefined)
    return none({ code: 'inverse-not-known', params: { table } });
  return { ...nothing, inverse: opening, kept: [kept.kept], closing, reopening };
}

/** Without what only the values that are put back fulfil: unique keys, foreign keys and CHECKs over them. */
function withoutTies(before: TableModel, atRisk: readonly ValuesAtRisk[]): TableModel {
  const isTied = (columns: readonly (string | undefined)[], text: string): boolean =>
    atRisk.some(({ column }) => columns.includes(column) || text.includes(quoteIdentifier(column)));
  const isDropped = (name: string): boolean => atRisk.some(({ column, after }) => column === name && after === null);
  return {
    ...before,
    // A geometry without NULLs has no value to begin with.
    columns: before.columns.map((column) =>
      isDropped(column.name) && !column.nullable && isGeometry(column) ? orNull(column) : column,
    ),
    keys: before.keys.filter(
      ({ kind, parts }) =>
        (kind !== 'unique' && kind !== 'spatial') ||
        !isTied(
          parts.map(({ column }) => column),
          parts.map(({ text }) => text).join(),
        ),
    ),
    foreignKeys: before.foreignKeys.filter(({ columns }) => !isTied(columns, '')),
    checks: before.checks.filter(({ expression }) => !isTied([], expression)),
  };
}

function isGeometry({ type }: ColumnModel): boolean {
  return /^(?:geometry|point|linestring|polygon|multi\w+|geomcollection|geometrycollection)\b/.test(type);
}

function orNull(column: ColumnModel): ColumnModel {
  const nullable = (text: string): string => text.replace(/\bNOT NULL\b/, 'NULL');
  return { ...column, nullable: true, text: nullable(column.text), definition: nullable(column.definition) };
}

interface Keeping {
  readonly before: TableModel;
  readonly after: TableModel;
  readonly pairs: ColumnPairs;
  readonly atRisk: readonly ValuesAtRisk[];
  readonly facts: StepFacts;
}

function keep({ before, after, pairs, atRisk, facts }: Keeping): { kept: KeptValues } | { reason: Reason } {
  const table = before.name;
  const column = atRisk[0]?.column ?? '';
  const not = (code: 'values-without-key' | 'values-under-triggers' | 'values-computed'): { reason: Reason } => ({
    reason: { code, params: { table, column } },
  });
  const key = keptKey(before, after, pairs);
  if (key === undefined || atRisk.some(({ column: name }) => key.includes(name))) return not('values-without-key');
  const own = facts.tables.find((one) => one.table === table);
  if (own === undefined || own.rows === null || own.rows > facts.keptRowLimit) {
    return { reason: { code: 'values-of-many-rows', params: { table, column, limit: facts.keptRowLimit } } };
  }
  // Putting values back would fire them.
  if (own.triggers.includes('UPDATE')) return not('values-under-triggers');
  // Of anything else a geometry is made with an error, whatever the mode.
  const shape = atRisk.find(({ column: name, after: now }) => now !== null && isGeometry(find(before, name)));
  if (shape !== undefined) {
    const { type } = find(before, shape.column);
    return { reason: { code: 'unsupported-column-type', params: { table, column: shape.column, type } } };
  }
  const typed = (from: TableModel, name: string): string => keptType(find(from, name), from);
  if (atRisk.some(({ column: name }) => find(before, name).generated !== 'no')) return not('values-computed');
  return {
    kept: {
      table,
      tableAfter: after.name,
      key: key.map((name) => ({ name, after: pairs.get(name) ?? name, type: typed(before, name) })),
      columns: atRisk.map(({ column: name, after: now }) => ({
        name,
        type: typed(before, name),
        after: now === null ? null : { name: now, type: typed(after, now) },
      })),
      untouched: before.columns.filter(({ onUpdate }) => onUpdate).map(({ name }) => name),
    },
  };
}

function find({ columns }: TableModel, name: string): ColumnModel {
  const column = columns.find((one) => one.name === name);
  if (column === undefined) throw new Error(`no column ${name}`);
  return column;
}

/** With the charset and collation that it takes from its table. */
function keptType({ type, charset, collation }: ColumnModel, { options }: TableModel): string {
  if (!/^(?:char|varchar|tinytext|text|mediumtext|longtext|enum|set)\b/.test(type)) return type;
  const option = (name: string): string | undefined => options.find((one) => one.name === name)?.value;
  const ofColumn = charset !== undefined || collation !== undefined;
  const own = ofColumn ? { charset, collation } : { charset: option('DEFAULT CHARSET'), collation: option('COLLATE') };
  const words = [
    own.charset === undefined ? '' : `CHARACTER SET ${own.charset}`,
    own.collation === undefined ? '' : `COLLATE ${own.collation}`,
  ];
  return [type, ...words].filter((word) => word !== '').join(' ');
}

function engineOf({ options }: TableModel): string {
  return options.find(({ name }) => name === 'ENGINE')?.value ?? '';
}

function isInnodb(table: TableModel): boolean {
  return engineOf(table).toLowerCase() === 'innodb';
}
