// What the statements do without the product: in the target's own settings, in a transaction that is thrown away.
import type { Connection } from 'mysql2/promise';
import { requestText, type FuzzCase } from '../case.ts';
import { environmentNamed } from '../generate/environments.ts';
import { differingColumns, type Mask } from './mask.ts';
import { prepareJudge, snapshot, type Content } from './snapshot.ts';

export interface Plain {
  readonly changed: boolean;
  /** Why the server itself does not take it. */
  readonly error: string | null;
}

/** Some statements the server does not end for minutes: rows that move ahead of the scan by a generated key. */
const patienceMs = 25_000;

export async function runPlain(
  { admin, connect }: { readonly admin: Connection; connect(): Promise<Connection> },
  fuzzCase: FuzzCase,
): Promise<Plain> {
  const { sqlMode, timeZone } = environmentNamed(fuzzCase.environment);
  const limit = setTimeout(() => {
    void connect().then(async (connection) => {
      await connection.query('KILL QUERY ?', [admin.threadId]);
      await connection.end();
    });
  }, patienceMs);
  try {
    return (await run(admin, fuzzCase, { sqlMode, timeZone, timestamp: 0 }, () => Promise.resolve(null))).plain;
  } finally {
    clearTimeout(limit);
  }
}

export interface Expected {
  readonly content: Content;
  /** What differs from one run to the next. */
  readonly mask: Mask;
}

/** What must be there after the statements ran. Null where the server takes them once and not again. */
export async function expectedOf(
  admin: Connection,
  schema: string,
  fuzzCase: FuzzCase,
  timeZone: string,
): Promise<Expected | null> {
  const { sqlMode } = environmentNamed(fuzzCase.environment);
  const contents: Content[] = [];
  for (const timestamp of [0, 2_000_000_000.5]) {
    const settings = { sqlMode, timeZone, timestamp };
    const { read } = await run(admin, fuzzCase, settings, async () => {
      await prepareJudge(admin);
      return snapshot(admin, schema);
    });
    if (read !== null) contents.push(read);
  }
  const [content, again] = contents;
  return content === undefined || again === undefined ? null : { content, mask: differingColumns(content, again) };
}

interface Settings {
  readonly sqlMode: string;
  readonly timeZone: string;
  /** Of NOW(); 0: the real one. */
  readonly timestamp: number;
}

async function run<T>(
  admin: Connection,
  fuzzCase: FuzzCase,
  { sqlMode, timeZone, timestamp }: Settings,
  read: () => Promise<T>,
): Promise<{ plain: Plain; read: T | null }> {
  await admin.query('SET SESSION sql_mode = ?, SESSION time_zone = ?, timestamp = ?', [sqlMode, timeZone, timestamp]);
  let changed = false;
  try {
    await admin.query('BEGIN');
    for (const text of requestText(fuzzCase).split(';\n')) {
      const [result] = await admin.query(text);
      const { affectedRows, changedRows } = result as { affectedRows: number; changedRows: number };
      changed ||= /^(WITH .* )?UPDATE/is.test(text) ? changedRows > 0 : affectedRows > 0;
    }
    return { plain: { changed, error: null }, read: await read() };
  } catch (error) {
    return { plain: { changed: false, error: error instanceof Error ? error.message : String(error) }, read: null };
  } finally {
    await admin.query('ROLLBACK');
    await admin.query('SET timestamp = DEFAULT');
    await prepareJudge(admin);
  }
}
