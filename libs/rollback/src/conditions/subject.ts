// What every condition looks at: one statement, its table, and what the target says of both.
import type { CodeParams, ReasonCode, RollbackVerdict } from '@sluice/contracts';
import type { InsertSlice, Range, Slice, SliceFacts } from '@sluice/sql';
import type { ReadStatement, ServerFacts, TableFacts } from '../facts.js';
import type { StatementTarget } from '../plan/targets.js';
import type { Reach } from '../reach/reach.js';
import type { TriggerEffects } from '../triggers/effects.js';

export interface Subject {
  readonly read: ReadStatement;
  readonly slice: Slice | undefined;
  readonly facts: SliceFacts | undefined;
  /** The table that changes, one of them where the statement joins several; undefined where that is not known for sure. */
  readonly target: TableFacts | undefined;
  /** The names by which the text knows it. */
  readonly change: StatementTarget | undefined;
  /** Every base table that the text names, the target included. */
  readonly tables: readonly TableFacts[];
  /** Columns of the target that the text assigns, as the server names them. */
  readonly assigned: readonly string[];
  /** What the statement changes beyond its own rows. */
  readonly reach: Reach;
  /** What the triggers of its tables do. */
  readonly effects: TriggerEffects;
  readonly server: ServerFacts;
  /** The schema of the target database. */
  readonly schema: string;
}

/** `runnable` false: the marker cannot share its transaction, so it could run twice. */
export interface Objection {
  readonly reason: { readonly code: ReasonCode; readonly params: CodeParams };
  readonly verdict: Exclude<RollbackVerdict, 'exact'>;
  readonly runnable: boolean;
}

/** One reason why an undo would not be exact; undefined where it has no objection or does not apply. */
export type Condition = (subject: Subject) => Objection | undefined;

/** It may run, once, but nothing is kept to undo it. */
export function notUndoable(code: ReasonCode, params: CodeParams = {}): Objection {
  return { reason: { code, params }, verdict: 'none', runnable: true };
}

/** It is not run at all. */
export function notRunnable(code: ReasonCode, params: CodeParams = {}): Objection {
  return { reason: { code, params }, verdict: 'none', runnable: false };
}

export function partlyUndoable(code: ReasonCode, params: CodeParams = {}): Objection {
  return { reason: { code, params }, verdict: 'partial', runnable: true };
}

export function tableLabel(table: { readonly schema: string; readonly table: string }): string {
  return `${table.schema}.${table.table}`;
}

/** Those that ON DUPLICATE KEY UPDATE assigns, as written. */
export function updatedColumns({ onDuplicate }: InsertSlice): string[] {
  return (onDuplicate?.assignments ?? []).map(({ column }) => column.column);
}

/** The events of triggers that a statement fires. */
export function eventsOf(slice: Slice): string[] {
  if (slice.kind === 'REPLACE') return ['INSERT', 'DELETE'];
  return slice.kind === 'INSERT' && slice.onDuplicate ? ['INSERT', 'UPDATE'] : [slice.kind];
}

/** Column names compare without case in every MySQL. */
export function sameColumn(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

export function includesColumn(columns: readonly string[], name: string): boolean {
  return columns.some((column) => sameColumn(column, name));
}

/** Whether one of `words` (upper case) stands in the range, wherever. */
export function hasWord({ statement }: Slice, { start, end }: Range, words: readonly string[]): boolean {
  return statement.tokens.some(
    ({ kind, text, ...token }) =>
      kind === 'word' && token.start >= start && token.end <= end && words.includes(text.toUpperCase()),
  );
}
