// Statements and tables as a target would tell them, for specs of this room only.
import type { RollbackPlan } from '@sluice/contracts';
import { classify, describe as describeSlice, slice, split, sqlMode } from '@sluice/sql';
import type {
  ColumnFacts,
  ForeignKeyFacts,
  KeyFacts,
  ReadStatement,
  ServerFacts,
  TableFacts,
  TriggerFacts,
} from '../facts.js';
import { planChange } from '../plan/plan-change.js';

export const server: ServerFacts = {
  version: '9.7.4',
  versionNumber: 90_704,
  dialect: 'mysql',
  sqlMode: '',
  timeZone: '+09:00',
  charset: 'utf8mb4',
  collation: 'utf8mb4_0900_ai_ci',
  maxDigestLength: 1_024,
  maxAllowedPacket: 67_108_864,
  lowerCaseTableNames: 0,
  innodbFlushLogAtTrxCommit: 1,
  defaultStorageEngine: 'InnoDB',
  nativeForeignKeys: false,
  sight: { process: true, select: true, trigger: true },
};

export function column(name: string, type: string, more: Partial<ColumnFacts> = {}): ColumnFacts {
  return {
    name,
    type,
    dataType: /^\w+/.exec(type)?.[0] ?? '',
    charset: null,
    collation: null,
    nullable: true,
    generated: 'no',
    expression: '',
    invisible: false,
    autoIncrement: false,
    onUpdate: false,
    hasDefault: false,
    defaultIsExpression: false,
    octets: null,
    ...more,
  };
}

/** Unique, of whole columns. */
export function key(name: string, columns: readonly string[], more: Partial<KeyFacts> = {}): KeyFacts {
  const parts = columns.map((part) => ({ column: part, prefix: null, expression: null }));
  return { name, unique: true, parts, ...more };
}

export function trigger(event: TriggerFacts['event'], timing: TriggerFacts['timing'] = 'BEFORE'): TriggerFacts {
  return { name: `tr_${event}`, event, timing, order: 1, statement: 'SET @x = 1', sqlMode: '', definer: 'root@%' };
}

/** `shop.c (t) REFERENCES shop.t (id)`. */
export function foreignKey(more: Partial<ForeignKeyFacts> = {}): ForeignKeyFacts {
  return {
    schema: 'shop',
    table: 'c',
    name: 'fk',
    columns: ['t'],
    parent: { schema: 'shop', table: 't' },
    parentColumns: ['id'],
    onDelete: 'NO ACTION',
    onUpdate: 'NO ACTION',
    ...more,
  };
}

/** `shop.t (id INT PRIMARY KEY, a INT, b VARCHAR(20))`. */
export function table(more: Partial<TableFacts> = {}): TableFacts {
  return {
    schema: 'shop',
    table: 't',
    kind: 'base',
    engine: 'InnoDB',
    partitioned: false,
    createSql: 'CREATE TABLE `t` (\n) ENGINE=InnoDB',
    columns: [column('id', 'int', { nullable: false }), column('a', 'int'), column('b', 'varchar(20)', { octets: 80 })],
    keys: [key('PRIMARY', ['id'])],
    triggers: [],
    foreignKeys: [],
    children: [],
    estimatedRows: 3,
    ...more,
  };
}

export function read(text: string, proved = true): ReadStatement[] {
  return split(text, sqlMode(server.sqlMode, server.version)).statements.map((statement, i) => {
    const cut = slice(statement);
    return {
      number: i + 1,
      range: { from: 0, to: statement.text.length },
      kind: classify(statement),
      statement,
      slice: cut,
      facts: cut.ok ? describeSlice(cut.slice) : null,
      proof: cut.ok
        ? proved
          ? { proved: true }
          : { proved: false, refusal: { code: 'digest-differs', params: {} } }
        : null,
    };
  });
}

/** Of the statements over these tables, in schema `shop`. */
export function planOver(
  text: string,
  tables: readonly TableFacts[] = [table()],
  more: Partial<ServerFacts> = {},
  proved = true,
): RollbackPlan {
  return planChange({
    statements: read(text, proved),
    tables,
    server: { ...server, ...more },
    schema: 'shop',
    hash: (value) => String(value.length),
  });
}

export function reasonsOf(text: string, ...tables: readonly TableFacts[]): string[] {
  return planOver(text, tables.length === 0 ? undefined : tables).reasons.map(({ code }) => code);
}
