// One dedicated connection, one statement a packet: a text of several went on and committed 2 s after its client died.
import { createConnection, type Connection, type ResultSetHeader } from 'mysql2/promise';
import type { Readable } from 'node:stream';
import type { Target, TargetConnection } from '../types.js';
import { classifyConnectError, classifyError } from './classify-error.js';
import { literal } from './literal.js';
import { tlsOptions } from './tls.js';

/** A cell as text; NULL is null. */
export type Cell = string | null;

export interface Done {
  /** Rows changed (UPDATE), deleted or inserted. */
  readonly affected: number;
  /** What the server says it looked at: rows matched by an UPDATE, rows given to an INSERT; null where it says nothing. */
  readonly matched: number | null;
  readonly insertId: string;
}

/** Looks at each statement before it is sent and when it ended; may throw before. */
export interface Watch {
  beforeStatement(): void;
  afterStatement(): void;
  /** A better word for an error that the watch itself caused. */
  explain(error: unknown): unknown;
}

export class Session implements TargetConnection {
  watch: Watch | undefined;

  constructor(
    readonly target: Target,
    private readonly connection: Connection,
  ) {}

  get threadId(): number {
    return this.connection.threadId;
  }

  async rows(sql: string): Promise<Cell[][]> {
    return (await this.send(sql)) as unknown as Cell[][];
  }

  /** The one cell of the one row. */
  async cell(sql: string): Promise<Cell> {
    return (await this.rows(sql))[0]?.[0] ?? null;
  }

  async count(sql: string): Promise<number> {
    return Number(await this.cell(sql));
  }

  async run(sql: string): Promise<Done> {
    const header = (await this.send(sql)) as Partial<ResultSetHeader>;
    return {
      affected: header.affectedRows ?? 0,
      matched: firstNumber(header.info ?? ''),
      insertId: String(header.insertId ?? 0),
    };
  }

  /** Rows one after another, held back while the reader is busy. */
  async *stream(sql: string): AsyncIterable<Cell[]> {
    // The promise wrapper has no streams; the connection under it has.
    const under = (this.connection as unknown as { connection: StreamingConnection }).connection;
    const stream = under.query({ sql, rowsAsArray: true, typeCast: asText }).stream({ highWaterMark: 50 });
    try {
      for await (const row of stream) yield row as Cell[];
    } catch (error) {
      throw classifyError(error);
    }
  }

  async close(): Promise<void> {
    const timer = setTimeout(() => this.connection.destroy(), 1_000);
    try {
      await this.connection.end();
    } catch {
      this.connection.destroy();
    } finally {
      clearTimeout(timer);
    }
  }

  /** Without a goodbye: whatever the server is doing for it, it goes on doing. */
  destroy(): void {
    this.connection.destroy();
  }

  private async send(sql: string): Promise<unknown> {
    this.watch?.beforeStatement();
    try {
      const [result] = await this.connection.query({ sql, rowsAsArray: true, typeCast: asText });
      return result;
    } catch (error) {
      throw classifyError(this.watch?.explain(error) ?? error);
    } finally {
      this.watch?.afterStatement();
    }
  }
}

/** `Rows matched: 3  Changed: 2  Warnings: 0`, `Records: 3  Duplicates: 0  Warnings: 0`, in the words of the server's lc_messages. */
function firstNumber(info: string): number | null {
  const [number] = /\d+/.exec(info) ?? [];
  return number === undefined ? null : Number(number);
}

interface StreamingConnection {
  query(options: object): { stream(options: object): Readable };
}

/** Text as the server sends it: a double parsed or a date made here would no longer be what it was. */
function asText(field: { string(): string | null }): string | null {
  return field.string();
}

/** @throws TargetError `target-unreachable`, `access-denied` */
export async function openSession(target: Target): Promise<Session> {
  const ssl = tlsOptions(target.tls);
  try {
    const connection = await createConnection({
      host: target.host,
      port: target.port,
      user: target.user,
      password: target.password,
      ...(target.schema === null ? {} : { database: target.schema }),
      ...(ssl === undefined ? {} : { ssl }),
      charset: 'utf8mb4',
      connectTimeout: target.connectTimeoutMs ?? 5_000,
      multipleStatements: false,
      supportBigNumbers: true,
      bigNumberStrings: true,
      // FOUND_ROWS would count matched rows for changed ones; IGNORE_SPACE would read other functions than the target does.
      flags: ['-FOUND_ROWS', '-IGNORE_SPACE'],
    });
    // A connection that dies between two statements says so by an event, which would end the process.
    connection.on('error', () => undefined);
    const session = new Session(target, connection);
    await session.run(ownSettings);
    return session;
  } catch (error) {
    throw classifyConnectError(error);
  }
}

/** What the driver's own statements are read in, whatever the server's defaults and init_connect say. A generated primary key is shown: it is a key. */
const ownSettings = `SET NAMES utf8mb4, ${[
  `SESSION sql_mode = ${literal('ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION')}`,
  "SESSION time_zone = '+00:00'",
  'SESSION autocommit = 1',
  "SESSION transaction_isolation = 'REPEATABLE-READ'",
  'SESSION transaction_read_only = 0',
  'SESSION completion_type = 0',
  'SESSION sql_safe_updates = 0',
  'SESSION sql_select_limit = 18446744073709551615',
  'SESSION sql_quote_show_create = 1',
  'SESSION sql_auto_is_null = 0',
  'SESSION foreign_key_checks = 1',
  'SESSION unique_checks = 1',
  'SESSION max_execution_time = 0',
  'SESSION innodb_lock_wait_timeout = 5',
  'SESSION lock_wait_timeout = 5',
  'SESSION wait_timeout = 300',
].join(', ')}
/*!80030 , SESSION show_gipk_in_create_table_and_information_schema = 1 */`;
