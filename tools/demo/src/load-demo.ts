// Loads the shop into one schema: once, whole, and never over something that it did not make itself.
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { RowWriter } from './row-writer.ts';
import { demoRows } from './rows/parts.ts';
import { demoRoutines, demoTables } from './schema/tables.ts';
import { sizesAt } from './sizes.ts';

/** Raise it when tables or rows change: schemas of an older version are then made anew. */
const demoVersion = 1;

export interface DemoOptions {
  /** 1 is the whole shop, about 300,000 rows; 0.01 is enough for a test. */
  readonly scale: number;
  readonly schema?: string;
  readonly onProgress?: (rows: number, part: string) => void;
}

/** The schema exists and was not made by the demo. */
export class DemoSchemaTaken extends Error {
  readonly schema: string;
  constructor(schema: string) {
    super(`The schema ${schema} exists and is not the demo's; it was left as it is`);
    this.name = 'DemoSchemaTaken';
    this.schema = schema;
  }
}

/** Returns the rows written: 0 when the schema was loaded already. The connection's session settings are changed. */
export async function loadDemo(connection: Connection, options: DemoOptions): Promise<number> {
  const { scale, schema = 'shop', onProgress } = options;
  const state = await stateOf(connection, schema, scale);
  if (state === 'foreign') throw new DemoSchemaTaken(schema);
  if (state === 'loaded') return 0;

  await connection.query('DROP DATABASE IF EXISTS ??', [schema]);
  await connection.query('CREATE DATABASE ?? CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci', [schema]);
  await connection.query('USE ??', [schema]);
  await connection.query(
    `CREATE TABLE demo_version (version INT NOT NULL, scale VARCHAR(20) NOT NULL, PRIMARY KEY (version))
     COMMENT='Sluice made this schema and may drop it'`,
  );
  await prepareSession(connection);
  for (const table of demoTables) await connection.query(`${table.ddl} ENGINE=InnoDB`);

  const writer = new RowWriter(connection, demoTables);
  for (const { part, rows } of demoRows(sizesAt(scale))) {
    for (const row of rows) await writer.write(row);
    await writer.finish();
    onProgress?.(writer.written, part);
  }
  for (const routine of demoRoutines) await connection.query(routine);
  await connection.query(`ANALYZE TABLE ${demoTables.map((table) => table.name).join(', ')}`);
  // Last: until this row is there, the schema counts as half-made and is made anew.
  await connection.query('INSERT INTO demo_version VALUES (?, ?)', [demoVersion, String(scale)]);
  await connection.query('COMMIT');
  return writer.written;
}

type SchemaState = 'absent' | 'half-made' | 'loaded' | 'foreign';

async function stateOf(connection: Connection, schema: string, scale: number): Promise<SchemaState> {
  const [tables] = await connection.query<RowDataPacket[]>(
    'SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?',
    [schema],
  );
  if (tables.length === 0) return 'absent';
  if (!tables.some((table) => table['name'] === 'demo_version')) return 'foreign';
  const [versions] = await connection.query<RowDataPacket[]>('SELECT version, scale FROM ??.demo_version', [schema]);
  const loaded = versions.some((row) => row['version'] === demoVersion && row['scale'] === String(scale));
  return loaded ? 'loaded' : 'half-made';
}

/** Zero dates need a lax sql_mode; parents and children are written side by side, so keys are checked by construction. */
async function prepareSession(connection: Connection): Promise<void> {
  await connection.query(
    `SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', autocommit = 0,
       foreign_key_checks = 0, unique_checks = 0, sql_require_primary_key = 0`,
  );
}
