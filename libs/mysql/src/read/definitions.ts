// What the fingerprint is made of: SHOW CREATE TABLE, triggers, and foreign keys in both directions, of whatever schema.
import type { TableName } from '@sluice/contracts';
import { liveName, type ForeignKeyFacts, type TableFacts, type TriggerFacts } from '@sluice/rollback';
import { literal } from '../connect/literal.js';
import type { Cell, Session } from '../connect/session.js';

export type Definition = Pick<TableFacts, 'schema' | 'table' | 'createSql' | 'triggers' | 'foreignKeys' | 'children'>;

/** In order. @throws TargetError where one is not a base table */
export async function readDefinitions(session: Session, names: readonly TableName[]): Promise<Definition[]> {
  if (names.length === 0) return [];
  const triggers = await readTriggers(session, names);
  const keys = await readForeignKeys(session, names);
  const definitions: Definition[] = [];
  for (const { schema, table } of names) {
    const [row] = await session.rows(`SHOW CREATE TABLE ${liveName({ schema, table })}`);
    definitions.push({
      schema,
      table,
      createSql: row?.[1] ?? '',
      triggers: triggers.filter((t) => t.schema === schema && t.table === table).map((t) => t.facts),
      foreignKeys: keys.filter((key) => key.schema === schema && key.table === table),
      children: keys.filter((key) => key.parent.schema === schema && key.parent.table === table),
    });
  }
  return definitions;
}

export function isOneOf(names: readonly TableName[], schemaColumn: string, tableColumn: string): string {
  const one = ({ schema, table }: TableName): string =>
    `(${schemaColumn} = ${literal(schema)} AND ${tableColumn} = ${literal(table)})`;
  return `(${names.map(one).join(' OR ')})`;
}

async function readTriggers(
  session: Session,
  names: readonly TableName[],
): Promise<(TableName & { readonly facts: TriggerFacts })[]> {
  const rows = await session.rows(
    `SELECT EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE, TRIGGER_NAME, EVENT_MANIPULATION, ACTION_TIMING, ACTION_ORDER, ACTION_STATEMENT,
       SQL_MODE, DEFINER
     FROM information_schema.TRIGGERS WHERE ${isOneOf(names, 'EVENT_OBJECT_SCHEMA', 'EVENT_OBJECT_TABLE')}`,
  );
  return rows.map(([schema, table, name, event, timing, order, statement, sqlMode, definer]) => ({
    schema: schema ?? '',
    table: table ?? '',
    facts: {
      name: name ?? '',
      event: event as TriggerFacts['event'],
      timing: timing as TriggerFacts['timing'],
      order: Number(order),
      statement: statement ?? '',
      sqlMode: sqlMode ?? '',
      definer: definer ?? '',
    },
  }));
}

async function readForeignKeys(session: Session, names: readonly TableName[]): Promise<ForeignKeyFacts[]> {
  const rows = await session.rows(
    `SELECT k.TABLE_SCHEMA, k.TABLE_NAME, k.CONSTRAINT_NAME, k.COLUMN_NAME, k.REFERENCED_TABLE_SCHEMA, k.REFERENCED_TABLE_NAME,
       k.REFERENCED_COLUMN_NAME, r.DELETE_RULE, r.UPDATE_RULE
     FROM information_schema.KEY_COLUMN_USAGE k
     JOIN information_schema.REFERENTIAL_CONSTRAINTS r
       ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME
     WHERE k.REFERENCED_TABLE_NAME IS NOT NULL AND (${isOneOf(names, 'k.TABLE_SCHEMA', 'k.TABLE_NAME')}
       OR ${isOneOf(names, 'k.REFERENCED_TABLE_SCHEMA', 'k.REFERENCED_TABLE_NAME')})
     ORDER BY k.TABLE_SCHEMA, k.TABLE_NAME, k.CONSTRAINT_NAME, k.ORDINAL_POSITION`,
  );
  const keys = new Map<string, ForeignKeyFacts & { columns: string[]; parentColumns: string[] }>();
  for (const row of rows) {
    const id = JSON.stringify(row.slice(0, 3));
    const key = keys.get(id) ?? startKey(row);
    key.columns.push(row[3] ?? '');
    key.parentColumns.push(row[6] ?? '');
    keys.set(id, key);
  }
  return [...keys.values()];
}

function startKey(row: readonly Cell[]): ForeignKeyFacts & { columns: string[]; parentColumns: string[] } {
  const [schema, table, name, , parentSchema, parentTable, , onDelete, onUpdate] = row;
  return {
    schema: schema ?? '',
    table: table ?? '',
    name: name ?? '',
    columns: [],
    parent: { schema: parentSchema ?? '', table: parentTable ?? '' },
    parentColumns: [],
    onDelete: onDelete ?? '',
    onUpdate: onUpdate ?? '',
  };
}
