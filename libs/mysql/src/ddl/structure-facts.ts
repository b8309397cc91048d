// What of a target a rehearsal needs: the definitions of the tables named and of those tied to them by foreign keys, and the settings under
// which definitions are read.
import type { TableFacts } from '@sluice/ddl';
import { quoteIdentifier } from '@sluice/sql';
import { sessionOf } from '../connect/connect-target.js';
import { literal } from '../connect/literal.js';
import type { Session } from '../connect/session.js';
import { isOneOf, readDefinitions, type Definition } from '../read/definitions.js';
import type { TargetConnection } from '../types.js';

export interface CloneTrigger {
  readonly table: string;
  readonly sqlMode: string;
  readonly sql: string;
}

export interface StructureFacts {
  readonly schema: string;
  readonly charset: string;
  readonly collation: string;
  /** By table; null: named, and not there. */
  readonly definitions: ReadonlyMap<string, string | null>;
  readonly triggers: readonly CloneTrigger[];
  readonly tables: readonly TableFacts[];
  /** Schemas of tables that foreign keys tie to these, other than this one. */
  readonly otherSchemas: readonly string[];
  /** Named, and a view. */
  readonly views: readonly string[];
  /** As SET SESSION takes them: what decides how a definition is read. */
  readonly settings: ReadonlyMap<string, string>;
}

/** @param names of tables in `schema`. @throws TargetError */
export async function readStructureFacts(
  connection: TargetConnection,
  schema: string,
  names: readonly string[],
): Promise<StructureFacts> {
  const session = sessionOf(connection);
  const named = await readTables(session, schema, names);
  const base = named.filter(({ type }) => type === 'BASE TABLE');
  const own = await readDefinitions(
    session,
    base.map(({ table }) => ({ schema, table })),
  );
  const ties = own.flatMap(({ foreignKeys, children }) => [
    ...foreignKeys.map(({ parent }) => parent),
    ...children.map((child) => ({ schema: child.schema, table: child.table })),
  ]);
  const tied = [...new Set(ties.filter((tie) => tie.schema === schema).map(({ table }) => table))];
  const missing = tied.filter((table) => !base.some((one) => one.table === table));
  const neighbours = await readTables(session, schema, missing);
  const all = [
    ...own,
    ...(await readDefinitions(
      session,
      neighbours.map(({ table }) => ({ schema, table })),
    )),
  ];
  const [database] = await session.rows(
    `SELECT DEFAULT_CHARACTER_SET_NAME, DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = ${literal(schema)}`,
  );
  return {
    schema,
    charset: database?.[0] ?? 'utf8mb4',
    collation: database?.[1] ?? 'utf8mb4_0900_ai_ci',
    definitions: new Map([
      ...names.map((table): [string, null] => [table, null]),
      ...all.map(({ table, createSql }): [string, string] => [table, createSql]),
    ]),
    triggers: all.flatMap(triggersOf),
    tables: [...base, ...neighbours].map((table) => factsOf(table, all)),
    otherSchemas: [...new Set(ties.map((tie) => tie.schema))].filter((other) => other !== schema),
    views: named.filter(({ type }) => type === 'VIEW').map(({ table }) => table),
    settings: await readSettings(session),
  };
}

interface TableRow {
  readonly table: string;
  readonly type: string;
  readonly engine: string | null;
  readonly rows: number | null;
  readonly bytes: number | null;
}

async function readTables(session: Session, schema: string, names: readonly string[]): Promise<TableRow[]> {
  if (names.length === 0) return [];
  const rows = await session.rows(
    `SELECT TABLE_NAME, TABLE_TYPE, ENGINE, TABLE_ROWS, DATA_LENGTH + INDEX_LENGTH FROM information_schema.TABLES
     WHERE ${isOneOf(
       names.map((table) => ({ schema, table })),
       'TABLE_SCHEMA',
       'TABLE_NAME',
     )}`,
  );
  const number = (text: string | null | undefined): number | null =>
    text === null || text === undefined ? null : Number(text);
  return rows.map(([table, type, engine, count, bytes]) => ({
    table: table ?? '',
    type: type ?? '',
    engine: engine ?? null,
    rows: number(count),
    bytes: number(bytes),
  }));
}

/** Without their definers, who need not be known where it is rehearsed. */
function triggersOf({ table, triggers }: Definition): CloneTrigger[] {
  return [...triggers]
    .sort((a, b) => a.order - b.order)
    .map(({ name, timing, event, statement, sqlMode }) => ({
      table,
      sqlMode,
      sql: `CREATE TRIGGER ${quoteIdentifier(name)} ${timing} ${event} ON ${quoteIdentifier(table)} FOR EACH ROW ${statement}`,
    }));
}

function factsOf({ table, engine, rows, bytes }: TableRow, all: readonly Definition[]): TableFacts {
  const own = all.find((one) => one.table === table);
  return {
    ...{ table, engine, rows, bytes },
    triggers: own?.triggers.map(({ event }) => event) ?? [],
  };
}

/** Those of them that the server knows, by the names of the session's variables. */
async function readSettings(session: Session): Promise<Map<string, string>> {
  const names = [
    'explicit_defaults_for_timestamp',
    'innodb_strict_mode',
    'default_storage_engine',
    'sql_require_primary_key',
  ];
  const rows = await session.rows(
    `SHOW GLOBAL VARIABLES WHERE Variable_name IN (${[...names, 'sql_generate_invisible_primary_key'].map(literal).join(', ')})`,
  );
  return new Map(rows.map(([name, value]) => [name ?? '', value ?? '']));
}
