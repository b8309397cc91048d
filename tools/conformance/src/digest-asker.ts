import { sqlMode, type ProofAnswer, type SqlMode } from '@sluice/sql';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';

const CONNECTIONS = 4;
/** Texts asked for in one round trip; more than this is asked in turns. */
const TEXTS_A_QUERY = 16;

/** Asks a server for digest texts over a few connections; each asked text is parsed there and never run. */
export class DigestAsker {
  private readonly connections: readonly Connection[];
  readonly mode: SqlMode;
  readonly version: string;
  readonly maxDigestLength: number;
  private turn = 0;

  private constructor(connections: readonly Connection[], mode: SqlMode, version: string, maxDigestLength: number) {
    this.connections = connections;
    this.mode = mode;
    this.version = version;
    this.maxDigestLength = maxDigestLength;
  }

  /** In the server's own sql_mode, and `more` flags. */
  static async open(url: string, more: readonly string[] = []): Promise<DigestAsker> {
    const { hostname, port, username, password } = new URL(url);
    const open = (): Promise<Connection> =>
      createConnection({
        host: hostname,
        port: Number(port || 3306),
        user: decodeURIComponent(username),
        password: decodeURIComponent(password),
        charset: 'utf8mb4_0900_ai_ci',
        // A digest wants a selected database, and the parser refuses writes to information_schema and to hidden tables of `mysql`.
        database: 'sys',
        flags: ['-IGNORE_SPACE'],
      });
    const connections = await Promise.all(Array.from({ length: CONNECTIONS }, open));
    for (const connection of connections)
      await connection.query("SET SESSION sql_mode = CONCAT_WS(',', @@sql_mode, NULLIF(?, ''))", [more.join(',')]);
    const [first] = connections;
    if (first === undefined) throw new Error('no connection');
    const [rows] = await first.query<RowDataPacket[]>(
      'SELECT @@sql_mode AS sqlMode, VERSION() AS version, @@max_digest_length AS maxDigestLength',
    );
    const {
      sqlMode: flags,
      version,
      maxDigestLength,
    } = rows[0] as {
      sqlMode: string;
      version: string;
      maxDigestLength: number;
    };
    return new DigestAsker(connections, sqlMode(flags, version), version, maxDigestLength);
  }

  async ask(texts: readonly string[]): Promise<ProofAnswer[]> {
    const answers: ProofAnswer[] = [];
    for (let i = 0; i < texts.length; i += TEXTS_A_QUERY)
      answers.push(...(await this.askTogether(texts.slice(i, i + TEXTS_A_QUERY))));
    return answers;
  }

  async close(): Promise<void> {
    await Promise.all(this.connections.map((connection) => connection.end()));
  }

  /** One text that does not parse fails the whole query; then each is asked alone. */
  private async askTogether(texts: readonly string[]): Promise<ProofAnswer[]> {
    const connection = this.connections[this.turn++ % CONNECTIONS];
    if (connection === undefined) throw new Error('no connection');
    const columns = texts.map((_, i) => `STATEMENT_DIGEST_TEXT(?) AS d${i}`).join(', ');
    try {
      const [rows] = await connection.execute<RowDataPacket[]>(`SELECT ${columns}`, [...texts]);
      return texts.map((text, i) => ({ text, digestText: String(rows[0]?.[`d${i}`]) }));
    } catch (error) {
      if (!isParseError(error)) throw error;
      if (texts.length === 1) return [{ text: texts[0] ?? '', error: error.code }];
      const alone: ProofAnswer[] = [];
      for (const text of texts) alone.push(...(await this.askTogether([text])));
      return alone;
    }
  }
}

function isParseError(error: unknown): error is Error & { code: string } {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ER_PARSE_ERROR_IN_DIGEST_FN' || code === 'ER_UNDISCLOSED_PARSE_ERROR_IN_DIGEST_FN';
}
