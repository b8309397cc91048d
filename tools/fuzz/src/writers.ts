// Another session that works on the same table while a change runs: it counts up one column of rows that are there and adds rows of its
// own. What it committed is kept in a ledger, so that the judge knows what must be there in the end.
import type { Connection } from 'mysql2/promise';
import { quoted, type WriterAct, type WriterPlan } from './case.ts';
import type { Content } from './judge/snapshot.ts';
import { cellsOf, readColumns } from './judge/snapshot.ts';

export interface Ledger {
  /** By id: committed increments. */
  readonly bumps: ReadonlyMap<string, number>;
  /** Rows as they were when they were added. */
  readonly rows: readonly (readonly string[])[];
  readonly table: string;
  readonly id: string;
  readonly counter: string;
}

export interface Writers {
  /** Lets transactions that were begun early commit, and the others begin. */
  release(): void;
  finish(): Promise<Ledger>;
}

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** One connection an act: they are few. Errors (a deadlock, a row that is gone) end an act without effect. */
export async function startWriters(
  connect: () => Promise<Connection>,
  schema: string,
  plan: WriterPlan,
): Promise<Writers> {
  const bumps = new Map<string, number>();
  const rows: string[][] = [];
  const ledger: Ledger = { bumps, rows, table: plan.table, id: plan.id, counter: plan.counter };
  let release = (): void => undefined;
  const released = new Promise<void>((done) => (release = done));
  const columns = await withConnection(connect, (connection) => readColumns(connection, schema));
  const cells = cellsOf(columns.get(plan.table) ?? []);
  const begunOne = new Map<WriterAct, () => void>();
  const begun = plan.acts
    .filter(({ early }) => early)
    .map((act) => new Promise<void>((done) => begunOne.set(act, done)));
  const acts = plan.acts.map(async (act) => {
    await withConnection(connect, async (connection) => {
      await connection.query(`USE ${quoted(schema)}`);
      await connection.query(
        "SET SESSION innodb_lock_wait_timeout = 3, SESSION time_zone = '+00:00', SESSION sql_mode = 'ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'",
      );
      if (!act.early) {
        await released;
        await sleep(act.waitMs);
      }
      try {
        await connection.query('BEGIN');
        const written = await perform(connection, plan, act, cells);
        if (act.early) {
          begunOne.get(act)?.();
          await released;
          await sleep(act.waitMs);
        }
        await sleep(act.holdMs);
        await connection.query('COMMIT');
        if (written === 'bumped') bumps.set(String(act.id), (bumps.get(String(act.id)) ?? 0) + 1);
        else if (written !== null) rows.push(written);
      } catch {
        await connection.query('ROLLBACK').catch(() => undefined);
      }
    });
    begunOne.get(act)?.();
  });
  // Waits until the early ones hold their locks.
  await Promise.all(begun);
  return {
    release,
    async finish() {
      release();
      await Promise.all(acts);
      return ledger;
    },
  };
}

async function withConnection<T>(
  connect: () => Promise<Connection>,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await connect();
  try {
    return await work(connection);
  } finally {
    connection.destroy();
  }
}

async function perform(
  connection: Connection,
  plan: WriterPlan,
  act: WriterAct,
  cells: string,
): Promise<'bumped' | string[] | null> {
  const table = quoted(plan.table);
  const at = `${quoted(plan.id)} = ${String(act.id)}`;
  if (act.kind === 'bump') {
    const keep = plan.keep.map((name) => `, ${quoted(name)} = ${quoted(name)}`).join('');
    const counter = quoted(plan.counter);
    const [result] = await connection.query(`UPDATE ${table} SET ${counter} = ${counter} + 1${keep} WHERE ${at}`);
    return (result as { affectedRows: number }).affectedRows === 1 ? 'bumped' : null;
  }
  const [made] = await connection.query(
    `INSERT INTO ${table} (${act.columns.map(quoted).join(', ')}) VALUES (${act.row.join(', ')})`,
  );
  if ((made as { affectedRows: number }).affectedRows !== 1) return null;
  const [rows] = await connection.query({
    sql: `SELECT ${cells} FROM ${table} WHERE ${at}`,
    rowsAsArray: true,
    typeCast: (field: { string(): string | null }) => field.string(),
  });
  return (rows as unknown as string[][])[0] ?? null;
}

/** What must be there: `content`, and everything that others committed since. */
export function withLedger(content: Content, ledger: Ledger | null): Content {
  const table = ledger === null ? undefined : content.get(ledger.table);
  if (ledger === null || table === undefined) return content;
  const id = table.columns.indexOf(ledger.id);
  const counter = table.columns.indexOf(ledger.counter);
  const rows = [...table.rows, ...ledger.rows].map((row) => {
    const more = ledger.bumps.get(row[id] ?? '') ?? 0;
    return row.map((value, i) => (i === counter ? String(Number(value) + more) : value));
  });
  return new Map([...content, [ledger.table, { ...table, rows }]]);
}
