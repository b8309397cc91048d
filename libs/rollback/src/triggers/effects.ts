// What the triggers of a statement's own tables do, as far as it can be captured; and what stands against it.
import type { PlannedLog, TableName } from '@sluice/contracts';
import type { Slice } from '@sluice/sql';
import { eventsOf, includesColumn, sameColumn, tableLabel, updatedColumns } from '../conditions/subject.js';
import type { ColumnFacts, TableFacts, TriggerFacts } from '../facts.js';
import { keyColumns, rowKey } from '../fingerprint/row-key.js';
import { insertCut } from '../plan/insert-cut.js';
import type { StatementTarget } from '../plan/targets.js';
import { undoWay } from '../undo/way.js';
import type { Match } from './read-match.js';
import { readTrigger, type TriggerAct } from './read-trigger.js';

/** Rows of `to` that a trigger of `from` deletes or changes. */
export interface TriggerTie {
  readonly trigger: string;
  readonly from: TableFacts;
  readonly to: TableFacts;
  readonly match: readonly Match[];
  readonly deletes: boolean;
  /** Columns of `to` that it assigns. */
  readonly columns: readonly string[];
}

export interface TriggerEffects {
  readonly ties: readonly TriggerTie[];
  readonly logs: readonly (PlannedLog & { readonly facts: TableFacts })[];
  /** Those that do what is not captured, and the word or table that stands against it. */
  readonly unread: readonly Unread[];
  /** Columns of the statement's own rows that triggers set. */
  setIn(table: TableFacts): readonly string[];
}

export interface Unread {
  readonly table: TableFacts;
  readonly trigger: TriggerFacts;
  /** Fired by the undo. */
  readonly inUndo: boolean;
  readonly why: string;
}

interface Firing {
  readonly slice: Slice;
  readonly target: StatementTarget;
  readonly targets: readonly StatementTarget[];
  readonly known: readonly TableFacts[];
  readonly trigger: TriggerFacts;
}

/** Tables that the triggers of these may write. */
export function writtenByTriggers(tables: readonly TableFacts[]): TableName[] {
  return tables.flatMap(({ schema, triggers }) =>
    triggers.flatMap((trigger) =>
      (readTrigger(trigger, schema).acts ?? []).flatMap((act) => (act.kind === 'set' ? [] : [act.table])),
    ),
  );
}

export function triggerEffects(
  slice: Slice,
  targets: readonly StatementTarget[],
  known: readonly TableFacts[],
): TriggerEffects {
  const ties: TriggerTie[] = [];
  const logs: TriggerEffects['logs'][number][] = [];
  const unread: Unread[] = [];
  const set = new Map<TableFacts, string[]>();
  for (const target of targets) {
    for (const { trigger, inUndo } of firedBy(slice, target.table)) {
      const { table } = target;
      const not = (why: string): void => {
        unread.push({ table, trigger, inUndo, why });
      };
      const { acts, why } = readTrigger(trigger, table.schema);
      if (!acts) not(why);
      for (const act of acts ?? []) {
        const firing = { slice, target, targets, known, trigger };
        if (act.kind === 'insert') {
          const log = logOf(act, firing, inUndo);
          if (typeof log === 'string') not(log);
          else logs.push(log);
        } else if (inUndo) not(act.kind.toUpperCase());
        else if (act.kind === 'set') {
          const against = againstSet(act.columns, firing);
          if (against !== undefined) not(against);
          set.set(table, [...(set.get(table) ?? []), ...act.columns]);
        } else {
          const tie = tieOf(act, firing);
          if (typeof tie === 'string') not(tie);
          else ties.push(tie);
        }
      }
    }
  }
  for (const { from, to, trigger: name } of ties) {
    const trigger = from.triggers.find((one) => one.name === name);
    const why = tableLabel(to);
    if (trigger && logs.some(({ facts }) => facts === to)) unread.push({ table: from, trigger, inUndo: false, why });
  }
  return { ties, logs, unread, setIn: (table) => set.get(table) ?? [] };
}

/** Those that the statement fires, and those that its undo fires: see undo/way.ts. */
function firedBy(slice: Slice, table: TableFacts): { trigger: TriggerFacts; inUndo: boolean }[] {
  const of = (events: readonly string[], inUndo: boolean): { trigger: TriggerFacts; inUndo: boolean }[] =>
    table.triggers.filter(({ event }) => events.includes(event)).map((trigger) => ({ trigger, inUndo }));
  return [...of(eventsOf(slice), false), ...of(undoEvents(slice, table), true)];
}

function undoEvents(slice: Slice, table: TableFacts): string[] {
  if (undoWay(table) === 'replace') return [];
  switch (slice.kind) {
    case 'DELETE':
      return ['INSERT'];
    case 'UPDATE':
      return ['UPDATE'];
    case 'INSERT':
      return slice.onDuplicate ? ['DELETE', 'UPDATE'] : ['DELETE'];
    case 'REPLACE':
      return ['DELETE', 'INSERT'];
  }
}

/** The row's key, and by what an inserted row is told from others, must be what the text says. */
function againstSet(columns: readonly string[], { slice, target: { table, assigned } }: Firing): string | undefined {
  // Rows whose key moves are followed on a copy, which has no triggers; so is what an INSERT would make.
  if (slice.kind === 'UPDATE') {
    const moved = keyColumns(table).find((name) => includesColumn(assigned, name));
    if (moved !== undefined) return moved;
  } else if ('source' in slice && insertCut(slice, table)?.keys !== 'auto-increment') {
    const missing = columns.find((name) => isRequired(columnIn(table, name)) && !includesColumn(assigned, name));
    if (missing !== undefined) return missing;
  }
  const unique = 'source' in slice && (slice.kind === 'REPLACE' || slice.onDuplicate || slice.modifiers.ignore);
  const keys = unique ? table.keys.filter((key) => key.unique) : [];
  if (keys.some(({ parts }) => parts.some(({ column }) => column === null))) return 'expression';
  const held = [...keyColumns(table), ...keys.flatMap(({ parts }) => parts.flatMap(({ column }) => column ?? []))];
  const generated = table.columns.filter(({ generated: kind }) => kind !== 'no').map(({ name }) => name);
  if (held.some((name) => includesColumn(generated, name))) return held.find((name) => includesColumn(generated, name));
  return held.find((name) => includesColumn(columns, name));
}

/** Whether how often a trigger fires, and for which rows, follows from the rows of the statement. */
function isCounted({ slice, targets }: Firing): boolean {
  const [only, second] = targets;
  if (!only || second || !rowKey(only.table) || slice.modifiers.ignore) return false;
  if ('multiTable' in slice) return !slice.multiTable;
  return slice.kind === 'INSERT' && !slice.onDuplicate;
}

/** Rows with generated ids are those above the highest before: nobody else can insert there meanwhile. */
function logOf(
  { table, columns, rows }: Extract<TriggerAct, { kind: 'insert' }>,
  firing: Firing,
  inUndo: boolean,
): TriggerEffects['logs'][number] | string {
  if (!isCounted(firing)) return firing.slice.kind;
  const facts = findIn(firing.known, table);
  const label = tableLabel(table);
  if (!facts || !isPlain(facts) || facts.partitioned || facts.triggers.length > 0) return label;
  if (firing.targets.some((target) => target.table === facts)) return label;
  const [id, second] = keyColumns(facts);
  const column = facts.columns.find(({ name }) => name === id);
  if (!column?.autoIncrement || second !== undefined || includesColumn(columns, column.name)) return label;
  const { schema } = facts;
  return { schema, table: facts.table, perRow: inUndo ? 0 : rows, inUndo, facts };
}

function tieOf(act: Extract<TriggerAct, { kind: 'update' | 'delete' }>, firing: Firing): TriggerTie | string {
  const { slice, target, targets, known, trigger } = firing;
  const label = tableLabel(act.table);
  // The rows of an INSERT are not known before it.
  if (!isCounted(firing) || slice.kind === 'INSERT') return slice.kind;
  const to = findIn(known, act.table);
  if (!to || !isPlain(to) || to.triggers.length > 0) return label;
  if (targets.some(({ table }) => table === to)) return label;
  for (const { column, row, source } of act.match) {
    const own = columnIn(to, column);
    const from = columnIn(target.table, source);
    if (!own || !from || !comparesAlike(own, from)) return `${row}.${source}`;
    // A column that the statement may change names another row before than after.
    if (row === 'NEW' && slice.kind === 'UPDATE' && mayChange(firing, from)) return `NEW.${source}`;
  }
  const columns = act.columns.flatMap((name) => columnIn(to, name)?.name ?? []);
  if (columns.length !== act.columns.length) return label;
  return { trigger: trigger.name, from: target.table, to, match: act.match, deletes: act.kind === 'delete', columns };
}

function mayChange({ target: { table, assigned }, slice }: Firing, column: ColumnFacts): boolean {
  const updated = 'source' in slice ? updatedColumns(slice) : assigned;
  const set = table.triggers
    .filter(({ event }) => event === 'UPDATE')
    .flatMap((trigger) => readTrigger(trigger, table.schema).acts ?? [])
    .flatMap((act) => (act.kind === 'set' ? act.columns : []));
  return includesColumn([...updated, ...set], column.name) || column.onUpdate || column.generated !== 'no';
}

/** Of one type and collation, and no moment: then it does not matter in which session they are compared. */
function comparesAlike(a: ColumnFacts, b: ColumnFacts): boolean {
  const moments = ['timestamp', 'datetime', 'date', 'time', 'year'];
  const unsigned = (column: ColumnFacts): boolean => /unsigned/i.test(column.type);
  return (
    a.dataType === b.dataType &&
    a.collation === b.collation &&
    unsigned(a) === unsigned(b) &&
    !moments.includes(a.dataType)
  );
}

function isPlain(table: TableFacts): boolean {
  if (table.kind !== 'base' || table.engine?.toLowerCase() !== 'innodb' || !rowKey(table)) return false;
  return true;
}

function isRequired(column: ColumnFacts | undefined): boolean {
  return column?.nullable === false && !column.hasDefault && !column.autoIncrement;
}

function columnIn(table: TableFacts, name: string): ColumnFacts | undefined {
  return table.columns.find((column) => sameColumn(column.name, name));
}

function findIn(known: readonly TableFacts[], { schema, table }: TableName): TableFacts | undefined {
  return known.find((one) => one.schema === schema && one.table === table);
}

export const noEffects: TriggerEffects = { ties: [], logs: [], unread: [], setIn: () => [] };

/** Each table once. */
export function plannedLogs(logs: TriggerEffects['logs']): PlannedLog[] {
  const byName = new Map<string, PlannedLog>();
  for (const { schema, table, perRow, inUndo } of logs) {
    const name = JSON.stringify([schema, table]);
    const sum = byName.get(name) ?? { schema, table, perRow: 0, inUndo: false };
    byName.set(name, { ...sum, perRow: sum.perRow + perRow, inUndo: sum.inUndo || inUndo });
  }
  return [...byName.values()];
}
