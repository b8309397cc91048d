// The judge's eyes: every row of every table of a schema as text that shows every bit. Shares no code with the product.
import type { Connection } from 'mysql2/promise';

export interface TableContent {
  /** SHOW CREATE TABLE without its AUTO_INCREMENT value. */
  readonly definition: string;
  readonly columns: readonly string[];
  /** By column, per row; what two cells differ in, their values differ in. */
  readonly rows: readonly (readonly string[])[];
}
export type Content = ReadonlyMap<string, TableContent>;

const quote = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

async function arrays(
  connection: Connection,
  sql: string,
  values: readonly string[] = [],
): Promise<(string | null)[][]> {
  const [rows] = await connection.query({
    sql,
    values: [...values],
    rowsAsArray: true,
    typeCast: (field: { string(): string | null }) => field.string(),
  });
  return rows as unknown as (string | null)[][];
}

/** Settings under which every value can be read and shows itself. */
export async function prepareJudge(connection: Connection): Promise<void> {
  await connection.query(
    `SET SESSION time_zone = '+00:00', SESSION sql_mode = 'ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION',
       SESSION transaction_isolation = 'READ-COMMITTED', SESSION information_schema_stats_expiry = 0`,
  );
}

/** Bytes where it has bytes, the number where it is one, and for JSON also its type and what it takes in storage. */
function cell(name: string, type: string): string {
  const column = quote(name);
  switch (type) {
    case 'float':
    case 'double':
      // By multiplication: adding 0 would lose the sign of -0.
      return `CAST(${column} * 1e0 AS CHAR)`;
    case 'enum':
    case 'set':
      return `CONCAT(${column} + 0, ':', HEX(${column}))`;
    case 'bit':
      return `CAST(${column} + 0 AS CHAR)`;
    case 'json':
      return `CONCAT(JSON_TYPE(${column}), ':', JSON_STORAGE_SIZE(${column}), ':', HEX(CAST(${column} AS CHAR CHARACTER SET utf8mb4)))`;
    case 'tinyint':
    case 'smallint':
    case 'mediumint':
    case 'int':
    case 'bigint':
    case 'decimal':
    case 'date':
    case 'time':
    case 'datetime':
    case 'timestamp':
    case 'year':
      return `CAST(${column} AS CHAR)`;
    default:
      // Characters, bytes, geometries with their SRID, vectors.
      return `HEX(${column})`;
  }
}

export function cellsOf(columns: readonly { readonly name: string; readonly type: string }[]): string {
  return columns.map(({ name, type }) => `IFNULL(${cell(name, type)}, 'NULL')`).join(', ');
}

export async function readColumns(
  connection: Connection,
  schema: string,
): Promise<Map<string, { name: string; type: string }[]>> {
  const rows = await arrays(
    connection,
    `SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? ORDER BY TABLE_NAME, ORDINAL_POSITION`,
    [schema],
  );
  const tables = new Map<string, { name: string; type: string }[]>();
  for (const [table, name, type] of rows) {
    const columns = tables.get(table ?? '') ?? [];
    columns.push({ name: name ?? '', type: type ?? '' });
    tables.set(table ?? '', columns);
  }
  return tables;
}

interface Columns {
  readonly names: readonly string[];
  readonly cells: string;
}

/** By definition: what a SHOW CREATE TABLE says is the same says it of the same columns. */
const known = new Map<string, Columns>();
const mostKnown = 200;

async function columnsOf(
  connection: Connection,
  schema: string,
  definitions: ReadonlyMap<string, string>,
): Promise<Map<string, Columns>> {
  if (known.size > mostKnown) known.clear();
  if ([...definitions.values()].some((definition) => !known.has(definition))) {
    for (const [table, columns] of await readColumns(connection, schema)) {
      const names = columns.map(({ name }) => name);
      known.set(definitions.get(table) ?? '', { names, cells: cellsOf(columns) });
    }
  }
  return new Map(
    [...definitions].map(([table, definition]) => [table, known.get(definition) ?? { names: [], cells: '1' }]),
  );
}

export async function snapshot(connection: Connection, schema: string): Promise<Content> {
  const definitions = new Map<string, string>();
  for (const [table] of await arrays(connection, `SHOW TABLES FROM ${quote(schema)}`)) {
    const [create] = await arrays(connection, `SHOW CREATE TABLE ${quote(schema)}.${quote(table ?? '')}`);
    definitions.set(table ?? '', (create?.[1] ?? '').replace(/^(\) .*?) AUTO_INCREMENT=\d+/m, '$1'));
  }
  const columns = await columnsOf(connection, schema, definitions);
  const content = new Map<string, TableContent>();
  for (const [table, definition] of definitions) {
    const { names, cells } = columns.get(table) ?? { names: [], cells: '1' };
    const rows = await arrays(connection, `SELECT ${cells} FROM ${quote(schema)}.${quote(table)}`);
    content.set(table, { definition, columns: names, rows: rows as string[][] });
  }
  return content;
}

export interface Difference {
  readonly table: string;
  /** Rows that are there only on one side; at most a few. */
  readonly missing: readonly string[];
  readonly added: readonly string[];
  readonly definition: boolean;
}

const shown = 4;

/** By content: the order of rows says nothing. */
export function differences(expected: Content, actual: Content): Difference[] {
  return [...new Set([...expected.keys(), ...actual.keys()])].flatMap((table): Difference[] => {
    const [one, other] = [expected.get(table), actual.get(table)];
    const left = counted(one);
    const right = counted(other);
    const missing = surplus(left, right);
    const added = surplus(right, left);
    const definition = one?.definition !== other?.definition;
    return missing.length + added.length > 0 || definition ? [{ table, missing, added, definition }] : [];
  });
}

function counted(content: TableContent | undefined): Map<string, number> {
  const rows = new Map<string, number>();
  for (const row of content?.rows ?? []) {
    const text = row.map((value, i) => `${content?.columns[i] ?? ''}=${value}`).join(' | ');
    rows.set(text, (rows.get(text) ?? 0) + 1);
  }
  return rows;
}

function surplus(of: ReadonlyMap<string, number>, over: ReadonlyMap<string, number>): string[] {
  return [...of]
    .filter(([row, count]) => count > (over.get(row) ?? 0))
    .map(([row]) => row)
    .slice(0, shown);
}

export const describeDifferences = (list: readonly Difference[]): string =>
  list
    .map(({ table, missing, added, definition }) =>
      [
        `table ${table}:`,
        ...(definition ? ['  its definition changed'] : []),
        ...missing.map((row) => `  - ${row}`),
        ...added.map((row) => `  + ${row}`),
      ].join('\n'),
    )
    .join('\n');
