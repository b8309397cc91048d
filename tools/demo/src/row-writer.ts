// Gathers rows by table and writes them in big multi-row INSERTs, a commit every few of them.
import type { Connection } from 'mysql2/promise';
import type { DemoTable } from './schema/tables.ts';
import type { DemoRow, Value } from './values.ts';

const rowsPerInsert = 2_000;
const insertsPerCommit = 20;

export class RowWriter {
  written = 0;
  readonly #connection: Connection;
  readonly #tables: ReadonlyMap<string, DemoTable>;
  readonly #waiting = new Map<string, (readonly Value[])[]>();
  #insertsSinceCommit = 0;

  constructor(connection: Connection, tables: readonly DemoTable[]) {
    this.#connection = connection;
    this.#tables = new Map(tables.map((table) => [table.name, table]));
  }

  async write(row: DemoRow): Promise<void> {
    const rows = this.#waiting.get(row.table) ?? [];
    this.#waiting.set(row.table, rows);
    rows.push(row.values);
    if (rows.length >= rowsPerInsert) await this.#insert(row.table);
  }

  async finish(): Promise<void> {
    for (const table of this.#waiting.keys()) await this.#insert(table);
    await this.#connection.query('COMMIT');
  }

  async #insert(name: string): Promise<void> {
    const rows = this.#waiting.get(name) ?? [];
    this.#waiting.set(name, []);
    const table = this.#tables.get(name);
    if (table === undefined) throw new Error(`The demo has rows for ${name}, which is not one of its tables`);
    if (rows.length === 0) return;
    await this.#connection.query(`INSERT INTO ${name} (${table.columns.join(', ')}) VALUES ?`, [rows]);
    this.written += rows.length;
    if (++this.#insertsSinceCommit >= insertsPerCommit) {
      await this.#connection.query('COMMIT');
      this.#insertsSinceCommit = 0;
    }
  }
}
