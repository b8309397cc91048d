// One case as plain data: schema, rows, statements, writers. Everything the shrinker can take away is an item of a list.

export interface Column {
  readonly name: string;
  /** Type and attributes. */
  readonly definition: string;
  /** Rows hold no value for it. */
  readonly generated: boolean;
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Keys, checks and foreign keys, as they stand in CREATE TABLE. */
  readonly constraints: readonly string[];
  /** What stands behind the closing parenthesis. */
  readonly options: string;
  /** Literals, by the columns that are not generated. */
  readonly rows: readonly (readonly string[])[];
}

export interface PieceList {
  readonly items: readonly string[];
  readonly join: string;
  /** Written before the items; left out with them. */
  readonly before: string;
  /** Fewer are not the same form. */
  readonly min: number;
}
export type Piece = string | PieceList;
export type Statement = readonly Piece[];

/** What another session does to the same table meanwhile. It touches only its own counter column and its own rows. */
export interface WriterPlan {
  readonly table: string;
  readonly id: string;
  readonly counter: string;
  /** Columns that would change by themselves. */
  readonly keep: readonly string[];
  readonly acts: readonly WriterAct[];
}

export interface WriterAct {
  readonly kind: 'bump' | 'add';
  readonly id: number;
  /** `add`: the whole row. */
  readonly columns: readonly string[];
  readonly row: readonly string[];
  /** Begun before the change is approved, and committed only after it started. */
  readonly early: boolean;
  readonly waitMs: number;
  readonly holdMs: number;
}

export interface FuzzCase {
  readonly seed: number;
  readonly index: number;
  readonly form: string;
  readonly condition: string;
  readonly families: readonly string[];
  readonly environment: string;
  readonly path: 'stages' | 'http';
  /** Of the session that makes the tables. */
  readonly settings: readonly string[];
  readonly tables: readonly Table[];
  /** After the tables are filled: constraints in a circle, triggers. */
  readonly after: readonly string[];
  readonly statements: readonly Statement[];
  readonly writers: WriterPlan | null;
}

export const quoted = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

export function renderStatement(statement: Statement): string {
  return statement
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      return piece.items.length === 0 ? '' : `${piece.before}${piece.items.join(piece.join)}`;
    })
    .join('');
}

/** The request's text. */
export function requestText({ statements }: Pick<FuzzCase, 'statements'>): string {
  return statements.map(renderStatement).join(';\n');
}

/** What makes the schema, in order, on a session without foreign key checks. */
export function setupStatements({ settings, tables, after }: FuzzCase): string[] {
  return [...settings, ...tables.map(createTable), ...tables.flatMap(insertRows), ...after];
}

function createTable({ name, columns, constraints, options }: Table): string {
  const lines = [...columns.map((column) => `${quoted(column.name)} ${column.definition}`), ...constraints];
  return `CREATE TABLE ${quoted(name)} (\n  ${lines.join(',\n  ')}\n) ${options}`;
}

/** IGNORE: two values that a collation takes for one under a key are one row. */
function insertRows({ name, columns, rows }: Table): string[] {
  if (rows.length === 0) return [];
  const names = columns.filter(({ generated }) => !generated).map((column) => quoted(column.name));
  const values = rows.map((row) => `(${row.join(', ')})`);
  return [`INSERT IGNORE INTO ${quoted(name)} (${names.join(', ')}) VALUES\n  ${values.join(',\n  ')}`];
}
