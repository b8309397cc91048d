// One case through the product: make the schema, copy it, file, run, roll back, and compare with the copy at each rest.
import type { RequestView } from '@sluice/contracts';
import type { Connection } from 'mysql2/promise';
import { quoted, requestText, setupStatements, type FuzzCase } from './case.ts';
import { environmentNamed, hasBackslash } from './generate/environments.ts';
import type { Judged, Outcome } from './judge/outcome.ts';
import { describeDifferences, differences, prepareJudge, snapshot, type Content } from './judge/snapshot.ts';
import type { Portal } from './portal/portal.ts';
import { startWriters, withLedger, type Ledger } from './writers.ts';

export interface Lane {
  readonly schema: string;
  /** The target database that leads to the schema, by the way the case enters. */
  targetId(path: FuzzCase['path']): Promise<number>;
  portal(path: FuzzCase['path']): Portal;
  readonly admin: Connection;
  connect(): Promise<Connection>;
}

export async function runCase(lane: Lane, fuzzCase: FuzzCase): Promise<Judged> {
  const began = performance.now();
  const { admin, schema } = lane;
  await clear(admin, schema);
  const problem = await setUp(admin, schema, fuzzCase);
  const judged = problem ?? (await judge(lane, fuzzCase));
  return { ...judged, ms: performance.now() - began };
}

async function clear(admin: Connection, schema: string): Promise<void> {
  await admin.query(`DROP DATABASE IF EXISTS ${quoted(schema)}`);
  await admin.query(`CREATE DATABASE ${quoted(schema)} CHARACTER SET utf8mb4`);
  await admin.query(`USE ${quoted(schema)}`);
}

async function setUp(admin: Connection, schema: string, fuzzCase: FuzzCase): Promise<Omit<Judged, 'ms'> | undefined> {
  await admin.query(`USE ${quoted(schema)}`);
  await prepareJudge(admin);
  const backslash = hasBackslash(environmentNamed(fuzzCase.environment)) ? '' : ',NO_BACKSLASH_ESCAPES';
  await admin.query(
    `SET SESSION sql_mode = 'ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO${backslash}',
       SESSION foreign_key_checks = 0, SESSION sql_generate_invisible_primary_key = OFF`,
  );
  for (const statement of setupStatements(fuzzCase)) {
    try {
      await admin.query(statement);
    } catch (error) {
      return {
        changed: false,
        outcome: { kind: 'invalid', reason: `set-up: ${messageOf(error)} in ${statement.slice(0, 200)}` },
      };
    }
  }
  await admin.query('SET SESSION foreign_key_checks = 1');
  await prepareJudge(admin);
  return undefined;
}

async function judge(lane: Lane, fuzzCase: FuzzCase): Promise<Omit<Judged, 'ms'>> {
  const { admin, schema } = lane;
  const plain = await runPlain(admin, fuzzCase);
  const before = await snapshot(admin, schema);
  try {
    const told = await throughProduct(lane, fuzzCase, before, plain);
    return { changed: plain.changed, outcome: told };
  } catch (error) {
    return { changed: plain.changed, outcome: { kind: 'wrong', reason: 'crash', detail: stackOf(error) } };
  }
}

interface Plain {
  readonly changed: boolean;
  /** Why the server itself does not take it. */
  readonly error: string | null;
}

/** What a client would see: the statements in the target's own settings, in a transaction that is thrown away. */
async function runPlain(admin: Connection, fuzzCase: FuzzCase): Promise<Plain> {
  const { sqlMode, timeZone } = environmentNamed(fuzzCase.environment);
  await admin.query('SET SESSION sql_mode = ?, SESSION time_zone = ?', [sqlMode, timeZone]);
  let changed = false;
  try {
    await admin.query('BEGIN');
    for (const text of requestText(fuzzCase).split(';\n')) {
      const [result] = await admin.query(text);
      const { affectedRows, changedRows } = result as { affectedRows: number; changedRows: number };
      changed ||= /^(WITH .* )?UPDATE/is.test(text) ? changedRows > 0 : affectedRows > 0;
    }
    return { changed, error: null };
  } catch (error) {
    return { changed: false, error: messageOf(error) };
  } finally {
    await admin.query('ROLLBACK');
    await prepareJudge(admin);
  }
}

const wrong = (reason: string, detail: string): Outcome => ({ kind: 'wrong', reason, detail });

async function throughProduct(lane: Lane, fuzzCase: FuzzCase, before: Content, plain: Plain): Promise<Outcome> {
  const { admin, schema } = lane;
  const portal = lane.portal(fuzzCase.path);
  const filed = await portal.file(await lane.targetId(fuzzCase.path), requestText(fuzzCase));
  const same = async (expected: Content, what: string): Promise<Outcome | undefined> => {
    const found = differences(expected, await snapshot(admin, schema));
    return found.length > 0 ? wrong(what, describeDifferences(found)) : undefined;
  };
  if ('refused' in filed) {
    return (await same(before, 'filing changed data')) ?? refused(filed.refused, 'not filed', plain);
  }
  if (filed.status !== 'planned')
    return wrong(`stuck in ${filed.status} after filing`, JSON.stringify(filed.revision.findings));
  const promise = filed.verdict ?? 'none';
  const reasons = reasonsOf(filed);
  const blocked = filed.revision.findings.filter(({ severity }) => severity === 'block').map(({ code }) => code);
  if (filed.revision.plan?.runnable !== true || blocked.length > 0) {
    const changed = await same(before, 'filing changed data');
    if (changed !== undefined) return changed;
    if (plain.error !== null) return { kind: 'invalid', reason: plain.error };
    return refused(
      blocked.length > 0 && promise !== 'none' ? `finding ${blocked.join(', ')}` : reasons,
      'not offered',
      plain,
    );
  }

  const writers = fuzzCase.writers === null ? null : await startWriters(lane.connect, schema, fuzzCase.writers);
  let ran: RequestView;
  let ledger: Ledger | null = null;
  try {
    ran = await portal.approveAndRun(filed, () => writers?.release());
  } finally {
    ledger = (await writers?.finish()) ?? null;
  }
  const expected = withLedger(before, ledger);
  const failure = ran.executions[0]?.failure ?? null;
  if (ran.status === 'failed') {
    const effect = await same(expected, `an aborted run (${failure?.code ?? 'no reason'}) left an effect`);
    if (effect !== undefined) return effect;
    if (promise === 'none') return refused(reasons, `failed: ${failure?.code ?? ''}`, plain);
    if (plain.error !== null) return { kind: 'invalid', reason: plain.error };
    return { kind: 'aborted', reason: abortReason(failure), detail: JSON.stringify(failure?.params) };
  }
  if (ran.status !== 'closed') {
    const unverified = ran.executions.some(({ status }) => status === 'verification-failed');
    // A writer that came after the commit changed what verification looks at.
    if (!(unverified && ledger !== null)) {
      return wrong(`stuck in ${ran.status} after the run`, JSON.stringify([ran.executions, ran.revision.findings]));
    }
  }
  if (promise === 'none') return refused(reasons, 'ran', plain);
  return rollBack(lane, portal, ran, { promise, reasons, expected, hadWriters: ledger !== null });
}

interface Promised {
  readonly promise: 'exact' | 'partial';
  readonly reasons: string;
  readonly expected: Content;
  readonly hadWriters: boolean;
}

async function rollBack(lane: Lane, portal: Portal, ran: RequestView, promised: Promised): Promise<Outcome> {
  const { admin, schema } = lane;
  const { promise, reasons, expected, hadWriters } = promised;
  const after = await snapshot(admin, schema);
  const undone = await portal.rollBack(ran.id);
  const now = await snapshot(admin, schema);
  const failure = undone.executions[0]?.failure ?? null;
  if (undone.status !== 'closed') {
    const effect = differences(after, now);
    if (effect.length > 0)
      return wrong(
        `an aborted rollback (${failure?.code ?? undone.status}) left an effect`,
        describeDifferences(effect),
      );
    if (failure?.code === 'conflicts' && hadWriters) return { kind: 'conflict' };
    if (promise === 'partial')
      return { kind: 'partial', reason: `${reasons}; rollback ${failure?.code ?? undone.status}`, differs: true };
    return wrong(
      `promised exact, but the rollback ended ${undone.status} (${failure?.code ?? 'no reason'})`,
      JSON.stringify([failure, undone.executions]),
    );
  }
  const found = differences(expected, now);
  if (promise === 'partial') return { kind: 'partial', reason: reasons, differs: found.length > 0 };
  if (found.length > 0) return wrong('the rollback is not exact', describeDifferences(found));
  return { kind: 'exact' };
}

function refused(reason: string, then: string, plain: Plain): Outcome {
  return plain.error !== null && then.startsWith('not')
    ? { kind: 'invalid', reason: plain.error }
    : { kind: 'refused', reason, then };
}

function reasonsOf({ revision }: RequestView): string {
  const reasons = [
    ...(revision.plan?.reasons ?? []),
    ...(revision.plan?.statements ?? []).flatMap((statement) => statement.reasons),
  ];
  const told = reasons.map(({ code, params }) =>
    code === 'form-not-supported' ? `${code} (${String(params['form']).replace(/ fz_\w+\..*/, '')})` : code,
  );
  return [...new Set(told)].join(' + ') || 'no reason';
}

function abortReason(
  failure: { readonly code: string; readonly params: Readonly<Record<string, unknown>> } | null,
): string {
  if (failure === null) return 'no reason';
  const number = failure.params['errno'];
  return number === undefined ? failure.code : `${failure.code} ${String(number)}`;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
