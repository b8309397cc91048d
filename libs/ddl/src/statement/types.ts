// What a structure statement is about, as its tokens say it. Ranges are offsets in the statement's text.
import type { Range, Statement } from '@sluice/sql';

export type ObjectType = 'table' | 'view' | 'procedure' | 'function' | 'trigger' | 'event' | 'database';

/** `renamed-to`: the name before it in the list becomes this one. `read`: named, not changed (LIKE, REFERENCES, a trigger's table, EXCHANGE WITH). */
export type ObjectRole = 'created' | 'altered' | 'dropped' | 'renamed' | 'renamed-to' | 'read';

export interface NamedObject {
  readonly type: ObjectType;
  readonly role: ObjectRole;
  /** Decoded; undefined where the text names none. */
  readonly schema: string | undefined;
  readonly name: string;
  /** Of the schema's name alone. */
  readonly schemaRange: Range | undefined;
}

export type Operation =
  | 'create-table'
  | 'alter-table'
  | 'drop-table'
  | 'rename-table'
  | 'truncate-table'
  | 'create-index'
  | 'drop-index'
  | 'create-view'
  | 'alter-view'
  | 'drop-view'
  | 'create-database'
  | 'alter-database'
  | 'drop-database'
  | 'create-trigger'
  | 'drop-trigger'
  | 'create-procedure'
  | 'alter-procedure'
  | 'drop-procedure'
  | 'create-function'
  | 'alter-function'
  | 'drop-function'
  | 'create-event'
  | 'alter-event'
  | 'drop-event';

export type ClauseKind =
  | 'add-column'
  | 'add-index'
  | 'add-primary-key'
  | 'add-foreign-key'
  | 'add-check'
  | 'drop-column'
  | 'drop-index'
  | 'drop-primary-key'
  | 'drop-foreign-key'
  | 'drop-check'
  | 'drop-constraint'
  | 'alter-column'
  | 'alter-index'
  | 'alter-check'
  | 'change-column'
  | 'modify-column'
  | 'rename-column'
  | 'rename-index'
  | 'rename-table'
  | 'convert-charset'
  | 'default-charset'
  | 'table-option'
  | 'order-by'
  | 'algorithm'
  | 'lock'
  | 'validation'
  | 'keys-enabled'
  | 'force'
  | 'partition-by'
  | 'remove-partitioning'
  | 'add-partition'
  | 'drop-partition'
  | 'truncate-partition'
  | 'exchange-partition'
  | 'reorganize-partition'
  | 'coalesce-partition'
  | 'partition-maintenance'
  | 'tablespace'
  | 'secondary-engine';

/** One part of an ALTER TABLE between commas outside brackets. */
export interface Clause {
  readonly kind: ClauseKind;
  readonly range: Range;
  /** What it is about, decoded: the column, index, constraint or new table; undefined where it names none, or several. */
  readonly name: string | undefined;
  /** The new name of a column or index; the name itself where CHANGE keeps it. */
  readonly newName: string | undefined;
}

export interface StructureStatement {
  readonly statement: Statement;
  readonly operation: Operation;
  /** In the order of the text. */
  readonly objects: readonly NamedObject[];
  /** Of ALTER TABLE; empty for all else. */
  readonly clauses: readonly Clause[];
  /** Of ALTER TABLE: behind the table's name. */
  readonly behindName: number | undefined;
  /** CREATE … IF NOT EXISTS, DROP … IF EXISTS, CREATE OR REPLACE: what it does depends on what is there. */
  readonly conditional: boolean;
  readonly temporary: boolean;
  /** CREATE TABLE … SELECT: rows are copied too. */
  readonly fillsRows: boolean;
}

export type StructureResult =
  | { readonly ok: true; readonly structure: StructureStatement }
  /** `not-structure`: of another kind. `not-understood`: begins like one, and goes on in no known way. */
  | { readonly ok: false; readonly why: 'not-structure' | 'not-understood'; readonly near: string };
