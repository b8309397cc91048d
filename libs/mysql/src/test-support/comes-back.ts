// Run, verify, undo, verify: every table as before. For database specs of this room only.
import { snapshot } from './judge.js';
import { run, undo, verify, verifyUndone, type Stage } from './story.js';

interface Expected {
  /** In all; undefined: whatever the server says, but something. */
  readonly rows?: number;
  readonly mode?: string;
}

/** The change must be `exact`, change something, and come back byte for byte in every one of `tables`. */
export async function comesBack(
  stage: Stage,
  text: string,
  tables: readonly string[],
  { rows, mode }: Expected = {},
): Promise<void> {
  const before = await snapshots(stage, tables);
  const ran = await run(stage, text, mode === undefined ? {} : { mode });
  // A failure is told in full.
  expect({ reasons: ran.plan.reasons, failure: 'failure' in ran.result ? ran.result.failure : null }).toEqual({
    reasons: [],
    failure: null,
  });
  if (ran.result.outcome === 'effect' && rows !== undefined)
    expect(ran.result.changed.reduce((sum, changed) => sum + changed.rows, 0)).toBe(rows);
  expect(await verify(stage, ran)).toEqual({ verdict: 'verified' });
  if (rows !== 0) expect(await snapshots(stage, tables)).not.toEqual(before);
  const undone = await undo(stage, ran);
  expect('failure' in undone.result ? undone.result.failure : null).toBeNull();
  expect(undone.result).toMatchObject({ outcome: 'effect', skipped: 0 });
  expect(await snapshots(stage, tables)).toEqual(before);
  expect(await verifyUndone(stage, ran, undone.key)).toEqual({ verdict: 'verified' });
}

/** `exact`, yet found before COMMIT and left as it was. */
export async function isRefusedWhole(
  stage: Stage,
  text: string,
  tables: readonly string[],
  code: string,
): Promise<void> {
  const before = await snapshots(stage, tables);
  const ran = await run(stage, text);
  expect(ran.plan.reasons).toEqual([]);
  expect(ran.result).toMatchObject({ outcome: 'no-effect', failure: { code } });
  expect(await snapshots(stage, tables)).toEqual(before);
}

export async function snapshots({ admin }: Stage, tables: readonly string[]): Promise<string[][]> {
  const all: string[][] = [];
  for (const table of tables) all.push(await snapshot(admin, table));
  return all;
}

/** Drops every table, then runs `ddl` and what fills it, in a lax mode and UTC. */
export async function makeTables({ admin }: Stage, statements: readonly string[]): Promise<void> {
  await admin.query(
    "SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION,ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO', SESSION time_zone = '+00:00', foreign_key_checks = 0",
  );
  const [rows] = await admin.query('SHOW TABLES');
  for (const row of rows as object[]) await admin.query(`DROP TABLE IF EXISTS \`${String(Object.values(row)[0])}\``);
  await admin.query('SET SESSION foreign_key_checks = 1');
  for (const statement of statements) await admin.query(statement);
}
