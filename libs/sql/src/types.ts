// The shapes of this room. Every offset is a UTF-16 offset; a Range inside a Statement counts from the statement's first character.

/** What changes the meaning of a text on one target: parts of its sql_mode, and its version as a number (9.7.4 is 90704). */
export interface SqlMode {
  readonly ansiQuotes: boolean;
  readonly noBackslashEscapes: boolean;
  readonly serverVersion: number;
}

export interface Range {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** 1-based line and column (in UTF-16 units) for messages; `offset` counts from 0. */
export interface Position {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

export type TokenKind =
  | 'space'
  | 'comment'
  | 'hint'
  | 'version-open'
  | 'version-close'
  | 'word'
  | 'quoted-identifier'
  | 'string'
  | 'number'
  | 'introducer'
  | 'user-variable'
  | 'system-variable'
  | 'symbol'
  | 'delimiter'
  | 'client-command'
  | 'invalid';

export interface Token extends Range {
  readonly kind: TokenKind;
  readonly text: string;
  /** Inside a version comment that this server takes as SQL. */
  readonly versioned: boolean;
}

export type SqlProblemCode =
  | 'empty-text'
  | 'only-comments'
  | 'unterminated-string'
  | 'unterminated-identifier'
  | 'unterminated-comment'
  | 'unterminated-version-comment'
  | 'unterminated-body'
  | 'delimiter-missing'
  | 'nul-byte'
  | 'not-one-statement';

/** A coded problem of a text. `params` are for the message in the reader's language. */
export interface SqlProblem {
  readonly code: SqlProblemCode;
  readonly params: Readonly<Record<string, string | number>>;
  readonly position: Position;
}

export interface Statement {
  /** Verbatim, without the delimiter and without space or comments around it (version comments and hints stay). */
  readonly text: string;
  /**
   * `text` as this server reads it, of the same length: the markers of version comments it takes, and whole version comments it does not take,
   * are blanks. Cut SQL that shall run out of this one: a range of `text` may hold half of a version comment.
   */
  readonly expanded: string;
  /** Offsets count from the start of `text`. */
  readonly tokens: readonly Token[];
  readonly mode: SqlMode;
  /** Where `text` begins in the text that was split. */
  readonly position: Position;
}

export interface SplitResult {
  readonly statements: readonly Statement[];
  /** Not empty: don't go on with the statements, show these. */
  readonly problems: readonly SqlProblem[];
}

export interface TableName {
  /** Decoded; undefined where the text names none. */
  readonly schema: string | undefined;
  readonly table: string;
}

export interface TableReference extends TableName {
  readonly alias: string | undefined;
  /** The name and what belongs to it (PARTITION, alias, index hints). */
  readonly range: Range;
  /** A table of the statement's own WITH clause, not of the schema. */
  readonly isCte: boolean;
  readonly partitions: readonly string[];
}

export interface ColumnName {
  readonly schema: string | undefined;
  readonly table: string | undefined;
  readonly column: string;
}

export interface Assignment {
  readonly range: Range;
  readonly column: ColumnName;
  readonly target: Range;
  readonly value: Range;
  /** The value is the bare word DEFAULT. */
  readonly isDefault: boolean;
}

export interface OrderTerm {
  /** Without ASC or DESC. */
  readonly expression: Range;
  readonly descending: boolean;
  /** Decoded, where the term is a plain column. */
  readonly column: ColumnName | undefined;
}

export interface Modifiers {
  readonly lowPriority: boolean;
  readonly highPriority: boolean;
  readonly delayed: boolean;
  readonly quick: boolean;
  readonly ignore: boolean;
}

interface SliceBase {
  readonly statement: Statement;
  /** `WITH …` up to before the verb. */
  readonly with: Range | undefined;
  /** From the verb to before the first table (with modifiers, hints, INTO or FROM). */
  readonly head: Range;
  readonly modifiers: Modifiers;
  /** The optimizer hint after the verb, its markers included. */
  readonly hints: Range | undefined;
}

/** What UPDATE and DELETE share: rows are chosen by `refs` and `tail`. */
interface RowChoice extends SliceBase {
  /** More than one table is read, or the multi-table form of DELETE is used. */
  readonly multiTable: boolean;
  /** The table references, verbatim. */
  readonly refs: Range;
  /** Every base table or CTE named in `refs` outside derived tables, in order. */
  readonly tables: readonly TableReference[];
  /** WHERE … ORDER BY … LIMIT …, verbatim to the end of the statement. */
  readonly tail: Range | undefined;
  /** The condition alone, without the word WHERE. */
  readonly where: Range | undefined;
  readonly orderBy: readonly OrderTerm[];
  /** The expressions after LIMIT. */
  readonly limit: Range | undefined;
  /** What to put between FROM and `tail` in a SELECT of the same rows (`refs`, with alias and PARTITION in a SELECT's order). */
  readonly captureFrom: string;
}

export interface UpdateSlice extends RowChoice {
  readonly kind: 'UPDATE';
  readonly setList: Range;
  readonly assignments: readonly Assignment[];
  /** The one table when there is only one, else those that qualified assignments name; undefined: the columns decide (schema needed). */
  readonly targets: readonly TableReference[] | undefined;
}

export interface DeleteSlice extends RowChoice {
  readonly kind: 'DELETE';
  readonly targets: readonly TableReference[];
}

export interface InsertValue {
  readonly range: Range;
  readonly isDefault: boolean;
}

export interface InsertRow {
  /** With its brackets (and the word ROW, if it is there). */
  readonly range: Range;
  readonly values: readonly InsertValue[];
}

export type InsertSource =
  | { readonly form: 'values'; readonly range: Range; readonly rows: readonly InsertRow[] }
  | { readonly form: 'set'; readonly range: Range; readonly assignments: readonly Assignment[] }
  /** SELECT, TABLE or VALUES ROW(…): recognised, not cut further. */
  | { readonly form: 'select' | 'table' | 'values-row'; readonly range: Range };

export interface InsertSlice extends SliceBase {
  readonly kind: 'INSERT' | 'REPLACE';
  readonly table: TableReference;
  /** Undefined without a list; empty for `()`. */
  readonly columns: readonly ColumnName[] | undefined;
  readonly columnList: Range | undefined;
  readonly source: InsertSource;
  /** `AS new(a, b)`. */
  readonly rowAlias: { readonly range: Range; readonly name: string; readonly columns: readonly string[] } | undefined;
  /** ON DUPLICATE KEY UPDATE …. */
  readonly onDuplicate: { readonly range: Range; readonly assignments: readonly Assignment[] } | undefined;
}

export type Slice = UpdateSlice | DeleteSlice | InsertSlice;

export type SliceRefusalCode =
  | 'kind-not-sliced'
  | 'syntax-not-understood'
  | 'insert-source-not-cut'
  | 'statement-too-long-for-digest'
  | 'statement-not-accepted'
  | 'digest-differs'
  | 'guard-failed'
  | 'slice-incomplete'
  | 'answers-missing';

export interface Refusal {
  readonly code: SliceRefusalCode;
  readonly params: Readonly<Record<string, string | number>>;
}

export type SliceResult =
  { readonly ok: true; readonly slice: Slice } | { readonly ok: false; readonly refusal: Refusal };

/** A text for `SELECT STATEMENT_DIGEST_TEXT(?)`, asked as a bound parameter in the session that will run the statement, with a database selected. */
export interface ProofQuestion {
  readonly name: string;
  readonly text: string;
}

/** The server's word on one question's text: its digest text, or the error it was refused with. */
export type ProofAnswer =
  { readonly text: string; readonly digestText: string } | { readonly text: string; readonly error: string };

export type ProofResult = { readonly proved: true } | { readonly proved: false; readonly refusal: Refusal };

/**
 * `pure`: a built-in whose value follows from its arguments and the frozen session (NOW() is frozen by `timestamp`).
 * `session`: built-in, but its value depends on session state, chance, time of day or locks. `unknown`: perhaps a stored function.
 */
export type FunctionNature = 'pure' | 'aggregate' | 'window' | 'session' | 'unknown';

export interface FunctionCall {
  /** Upper case for built-ins, as written for others. */
  readonly name: string;
  readonly schema: string | undefined;
  readonly nature: FunctionNature;
  readonly range: Range;
}

export type Place =
  'with' | 'refs' | 'set' | 'where' | 'order-by' | 'limit' | 'values' | 'on-duplicate' | 'source' | 'head';

export interface Subquery {
  /** Without its brackets. */
  readonly range: Range;
  readonly place: Place;
  /** Base tables named in it and in what it nests. */
  readonly tables: readonly TableReference[];
  readonly hasLimit: boolean;
  readonly hasLock: boolean;
}

/** What tokens alone say about a slice; what needs the schema is left to the caller. */
export interface SliceFacts {
  readonly functions: readonly (FunctionCall & { readonly place: Place })[];
  readonly userVariables: readonly string[];
  readonly systemVariables: readonly string[];
  readonly subqueries: readonly Subquery[];
  /** Every base table named anywhere: targets, joins, CTEs and subqueries. */
  readonly tables: readonly TableReference[];
  /** Those of mysql, information_schema, performance_schema, sys that are named (lower case). */
  readonly systemSchemas: readonly string[];
  readonly usesMatch: boolean;
  readonly usesInto: boolean;
  readonly usesLock: boolean;
  readonly usesAssignmentOperator: boolean;
  readonly usesSetVarHint: boolean;
  readonly usesParameters: boolean;
  readonly hasVersionComments: boolean;
  readonly hasLimit: boolean;
  readonly hasOrderBy: boolean;
  readonly assignedColumns: readonly ColumnName[];
}

/** node-sql-parser's opinion, for rules and pages only: it misreads some texts, so it never decides what is saved. */
export type AstResult =
  | { readonly ast: unknown; readonly reason: undefined }
  | { readonly ast: undefined; readonly reason: 'too-long' | 'not-parsed'; readonly message: string };
