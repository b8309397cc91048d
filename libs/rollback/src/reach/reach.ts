// What a statement reaches beyond its own rows: the closure of the foreign keys that cascade, to any depth, through cycles and schemas.
import type { PlannedTie, TableName } from '@sluice/contracts';
import { writtenByTriggers, type TriggerTie } from '../triggers/effects.js';
import { sameColumn } from '../conditions/subject.js';
import type { ForeignKeyFacts, TableFacts } from '../facts.js';
import { keyColumns } from '../fingerprint/row-key.js';

/** A table whose rows a statement changes itself. */
export interface ReachStart {
  readonly table: TableFacts;
  readonly deletes: boolean;
  /** Columns that may change; generated ones and those that update themselves too. */
  readonly columns: readonly string[];
}

export interface ReachedTable {
  readonly table: TableFacts;
  readonly deletes: boolean;
  /** That cascades may change. */
  readonly columns: readonly string[];
}

export interface Reach {
  readonly starts: readonly ReachStart[];
  readonly ties: readonly PlannedTie[];
  /** Those at the far end of a tie, the statement's own ones too where a tie leads back. */
  readonly tables: readonly ReachedTable[];
  /** Children whose facts were not read. */
  readonly unknown: readonly ForeignKeyFacts[];
  /** The foreign keys of the ties, in their order. */
  readonly keys: readonly ForeignKeyFacts[];
}

interface State {
  readonly table: TableFacts;
  deletes: boolean;
  readonly columns: Set<string>;
}

interface Step {
  readonly key: ForeignKeyFacts;
  readonly child: TableFacts;
  readonly deletes: boolean;
  readonly changes: boolean;
  readonly moves: boolean;
}

/** `comesBack` false: MySQL refuses a cascade that leads back to the one table that an UPDATE changes, so there is none. */
export function reachOf(
  starts: readonly ReachStart[],
  known: readonly TableFacts[],
  comesBack: boolean,
  written: readonly TriggerTie[] = [],
): Reach {
  const states = new Map<TableFacts, State>();
  const reached = new Map<TableFacts, State>();
  const steps = new Map<ForeignKeyFacts, Step>();
  const unknown = new Set<ForeignKeyFacts>();
  const queue: TableFacts[] = [];
  for (const { table, deletes, columns } of starts) {
    states.set(table, { table, deletes, columns: new Set(columns) });
    queue.push(table);
  }
  for (const { to, deletes, columns } of written) {
    const changes = { child: to, deletes, columns: changedColumns(to, columns) };
    note(reached, changes);
    if (note(states, changes)) queue.push(to);
  }
  for (let table = queue.shift(); table; table = queue.shift()) {
    const state = states.get(table);
    for (const key of state ? table.children : []) {
      const effect = state && effectOf(key, state);
      if (!effect) continue;
      const child = known.find((one) => one.kind === 'base' && one.schema === key.schema && one.table === key.table);
      if (!child) {
        unknown.add(key);
        continue;
      }
      if (!comesBack && starts[0]?.table === child) continue;
      const step = stepOf(key, child, effect);
      steps.set(key, step);
      const { deletes, changes } = step;
      const columns = changes ? changedColumns(child, key.columns) : [];
      note(reached, { child, deletes, columns });
      if (note(states, { child, deletes, columns })) queue.push(child);
    }
  }
  return {
    starts,
    ties: [...written.map(tieOfTrigger), ...[...steps.values()].map(tieOf)],
    keys: [...steps.keys()],
    unknown: [...unknown],
    tables: [...reached.values()].map(({ columns, ...rest }) => ({ ...rest, columns: [...columns] })),
  };
}

/** Children of a change that may cascade to them, and tables that triggers write, that are not among `known`: to be read before the plan is made. */
export function tablesBeyond(known: readonly TableFacts[]): TableName[] {
  const children = known.flatMap((table) =>
    table.children.filter((key) => cascades(key.onDelete) || cascades(key.onUpdate)),
  );
  const further = [...children, ...writtenByTriggers(known)];
  const missing = further.filter((key) => !known.some((one) => one.schema === key.schema && one.table === key.table));
  const names = missing.map(({ schema, table }) => ({ schema, table }));
  return [...new Map(names.map((name) => [JSON.stringify([name.schema, name.table]), name])).values()];
}

/** What an assignment changes: also what the server computes anew or sets by itself. */
export function changedColumns(table: TableFacts, assigned: readonly string[]): string[] {
  if (assigned.length === 0) return [];
  const unnamed = table.columns.filter(({ generated, onUpdate }) => generated !== 'no' || onUpdate);
  const names = [...assigned, ...unnamed.map(({ name }) => name)];
  return table.columns.flatMap(({ name }) => (names.some((one) => sameColumn(one, name)) ? [name] : []));
}

function cascades(rule: string): boolean {
  return ['CASCADE', 'SET NULL', 'SET DEFAULT'].includes(rule.toUpperCase());
}

/** Rules that are followed; undefined: the key does nothing for this change, or stops it. */
function effectOf(
  key: ForeignKeyFacts,
  { deletes, columns }: State,
): { onDelete: string; onUpdate: string } | undefined {
  const moves = key.parentColumns.some((name) => [...columns].some((one) => sameColumn(one, name)));
  const onDelete = deletes && cascades(key.onDelete) ? key.onDelete.toUpperCase() : '';
  const onUpdate = moves && cascades(key.onUpdate) ? key.onUpdate.toUpperCase() : '';
  return onDelete === '' && onUpdate === '' ? undefined : { onDelete, onUpdate };
}

function stepOf(key: ForeignKeyFacts, child: TableFacts, rules: { onDelete: string; onUpdate: string }): Step {
  const deletes = rules.onDelete === 'CASCADE';
  const changes = rules.onUpdate !== '' || (rules.onDelete !== '' && !deletes);
  const inKey = keyColumns(child).some((name) => key.columns.some((one) => sameColumn(one, name)));
  return { key, child, deletes, changes, moves: changes && inKey };
}

/** Whether there was anything new in it. */
function note(
  states: Map<TableFacts, State>,
  { child, deletes, columns }: { readonly child: TableFacts; readonly deletes: boolean; readonly columns: string[] },
): boolean {
  const state = states.get(child) ?? { table: child, deletes: false, columns: new Set<string>() };
  const isNew = !states.has(child) || (deletes && !state.deletes);
  const size = state.columns.size;
  states.set(child, state);
  state.deletes ||= deletes;
  for (const name of columns) state.columns.add(name);
  return isNew || state.columns.size > size;
}

function tieOfTrigger({ trigger, from, to, match, deletes, columns }: TriggerTie): PlannedTie {
  const toColumns = match.map(({ column }) => column);
  return {
    from: { schema: from.schema, table: from.table },
    fromColumns: match.map(({ source }) => source),
    to: { schema: to.schema, table: to.table },
    toColumns,
    index: indexOf({ columns: toColumns }, to),
    deletes,
    changes: columns.length > 0,
    moves: false,
    trigger,
  };
}

function tieOf({ key, child, deletes, changes, moves }: Step): PlannedTie {
  return {
    from: { schema: key.parent.schema, table: key.parent.table },
    fromColumns: [...key.parentColumns],
    to: { schema: child.schema, table: child.table },
    toColumns: [...key.columns],
    index: indexOf(key, child),
    deletes,
    changes,
    moves,
  };
}

/** The index that begins with the key's columns: a join without it might lock every row of the child. */
function indexOf({ columns }: Pick<ForeignKeyFacts, 'columns'>, child: TableFacts): string | null {
  const fits = child.keys.find(
    ({ invisible, parts }) =>
      invisible !== true &&
      columns.every((name, i) => {
        const part = parts[i];
        return part?.prefix === null && part.column !== null && sameColumn(part.column, name);
      }),
  );
  return fits?.name ?? null;
}
