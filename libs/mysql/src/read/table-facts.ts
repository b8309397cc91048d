import type { TableName } from '@sluice/contracts';
import type { ColumnFacts, KeyFacts, TableFacts } from '@sluice/rollback';
import { sessionOf } from '../connect/connect-target.js';
import type { Cell, Session } from '../connect/session.js';
import type { TargetConnection } from '../types.js';
import { isOneOf, readDefinitions } from './definitions.js';

/** One answer per name, in order, under the names that the server uses; what does not exist has kind `missing`. */
export async function readTableFacts(connection: TargetConnection, names: readonly TableName[]): Promise<TableFacts[]> {
  if (names.length === 0) return [];
  const session = sessionOf(connection);
  const lower = (await session.cell('SELECT @@lower_case_table_names')) !== '0';
  const fold = (name: string): string => (lower ? name.toLowerCase() : name);
  const found = await readTables(session, names);
  const base = found.filter((table) => table.kind === 'base');
  const definitions = await readDefinitions(session, base);
  const columns = base.length === 0 ? [] : await readColumns(session, base);
  const keys = base.length === 0 ? [] : await readKeys(session, base);
  return names.map((name) => {
    const same = (other: TableName): boolean =>
      fold(other.schema) === fold(name.schema) && fold(other.table) === fold(name.table);
    const table = found.find(same);
    const definition = definitions.find(same);
    return {
      ...(table ?? { ...name, kind: 'missing', engine: null, partitioned: false, estimatedRows: null }),
      createSql: definition?.createSql ?? '',
      columns: columns.filter(same).map((column) => column.facts),
      keys: groupKeys(keys.filter(same)),
      triggers: definition?.triggers ?? [],
      foreignKeys: definition?.foreignKeys ?? [],
      children: definition?.children ?? [],
    };
  });
}

type TableRow = Pick<TableFacts, 'schema' | 'table' | 'kind' | 'engine' | 'partitioned' | 'estimatedRows'>;

async function readTables(session: Session, names: readonly TableName[]): Promise<TableRow[]> {
  const rows = await session.rows(
    `SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, ENGINE, CREATE_OPTIONS LIKE '%partitioned%', TABLE_ROWS
     FROM information_schema.TABLES WHERE ${isOneOf(names, 'TABLE_SCHEMA', 'TABLE_NAME')}`,
  );
  return rows.map(([schema, table, type, engine, partitioned, count]) => ({
    schema: schema ?? '',
    table: table ?? '',
    kind: type === 'BASE TABLE' ? 'base' : type === 'VIEW' ? 'view' : 'system',
    engine: engine ?? null,
    partitioned: partitioned === '1',
    estimatedRows: count === null || count === undefined ? null : Number(count),
  }));
}

async function readColumns(
  session: Session,
  names: readonly TableName[],
): Promise<(TableName & { readonly facts: ColumnFacts })[]> {
  const rows = await session.rows(
    `SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, DATA_TYPE, CHARACTER_SET_NAME, COLLATION_NAME, IS_NULLABLE, EXTRA,
       GENERATION_EXPRESSION, COLUMN_DEFAULT, CHARACTER_OCTET_LENGTH
     FROM information_schema.COLUMNS WHERE ${isOneOf(names, 'TABLE_SCHEMA', 'TABLE_NAME')}
     ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION`,
  );
  return rows.map(([schema, table, ...column]) => ({
    schema: schema ?? '',
    table: table ?? '',
    facts: columnFacts(column),
  }));
}

function columnFacts(row: readonly Cell[]): ColumnFacts {
  const [name, type, dataType, charset, collation, nullable, extra, expression, byDefault, octets] = row;
  const flags = extra ?? '';
  const isCurrentTimestamp = /^(CURRENT_TIMESTAMP|NOW)\b/i.test(byDefault ?? '');
  return {
    name: name ?? '',
    type: type ?? '',
    dataType: (dataType ?? '').toLowerCase(),
    charset: charset ?? null,
    collation: collation ?? null,
    nullable: nullable === 'YES',
    generated: flags.includes('VIRTUAL GENERATED') ? 'virtual' : flags.includes('STORED GENERATED') ? 'stored' : 'no',
    expression: expression ?? '',
    invisible: /\bINVISIBLE\b/.test(flags),
    autoIncrement: flags.includes('auto_increment'),
    onUpdate: /on update/i.test(flags),
    hasDefault: (byDefault ?? null) !== null,
    defaultIsExpression: flags.includes('DEFAULT_GENERATED') && !isCurrentTimestamp,
    octets: octets === null || octets === undefined ? null : Number(octets),
  };
}

interface KeyRow extends TableName {
  readonly name: string;
  readonly unique: boolean;
  readonly invisible: boolean;
  readonly part: KeyFacts['parts'][number];
}

async function readKeys(session: Session, names: readonly TableName[]): Promise<KeyRow[]> {
  const rows = await session.rows(
    `SELECT TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, NON_UNIQUE, COLUMN_NAME, SUB_PART, EXPRESSION, IS_VISIBLE
     FROM information_schema.STATISTICS WHERE ${isOneOf(names, 'TABLE_SCHEMA', 'TABLE_NAME')}
     ORDER BY TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX`,
  );
  return rows.map(([schema, table, name, nonUnique, column, prefix, expression, visible]) => ({
    schema: schema ?? '',
    table: table ?? '',
    name: name ?? '',
    unique: nonUnique === '0',
    invisible: visible === 'NO',
    part: {
      column: column ?? null,
      prefix: prefix === null || prefix === undefined ? null : Number(prefix),
      expression: expression ?? null,
    },
  }));
}

function groupKeys(rows: readonly KeyRow[]): KeyFacts[] {
  const names = [...new Set(rows.map((row) => row.name))];
  return names.map((name) => {
    const parts = rows.filter((row) => row.name === name);
    const { unique = false, invisible = false } = parts[0] ?? {};
    return { name, unique, invisible, parts: parts.map(({ part }) => part) };
  });
}
