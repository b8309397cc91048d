// The requester's checks: read-only queries with expected results, in the transaction before COMMIT and again after.
import type { Check, RollbackPlan } from '@sluice/contracts';
import { classify, split, sqlMode, type Statement, type TokenKind } from '@sluice/sql';
import type { Cell, Session } from '../connect/session.js';
import { literal } from '../connect/literal.js';
import { TargetError } from '../connect/target-error.js';
import { userSettings } from './settings.js';

/** @throws TargetError `check-failed`, `check-error`, `check-not-read-only`, `check-other-schema` with the check's 1-based number */
export async function runChecks(session: Session, checks: readonly Check[], plan: RollbackPlan): Promise<void> {
  if (checks.length === 0) return;
  await userSettings(session, plan);
  for (const [index, check] of checks.entries()) await runCheck(session, check, index + 1, plan);
}

/** In a transaction of their own, in which nothing can be written. @throws TargetError as `runChecks` */
export async function runChecksAlone(session: Session, checks: readonly Check[], plan: RollbackPlan): Promise<void> {
  if (checks.length === 0) return;
  await session.run('START TRANSACTION READ ONLY');
  await runChecks(session, checks, plan);
  await session.run('COMMIT');
}

/**
 * Before a change in chunks: that they can be asked at all is known before anything is changed; what they answer counts at the end only.
 * @throws TargetError as `runChecks`, but not `check-failed`
 */
export async function tryChecks(session: Session, checks: readonly Check[], plan: RollbackPlan): Promise<void> {
  if (checks.length === 0) return;
  await session.run('START TRANSACTION READ ONLY');
  try {
    await userSettings(session, plan);
    for (const [index, check] of checks.entries()) {
      await runCheck(session, check, index + 1, plan).catch((error: unknown) => {
        if (!(error instanceof TargetError) || error.failure.code !== 'check-failed') throw error;
      });
    }
  } finally {
    await session.run('ROLLBACK');
  }
}

async function runCheck(session: Session, check: Check, number: number, plan: RollbackPlan): Promise<void> {
  const refused = new TargetError({ code: 'check-not-read-only', params: { number } });
  const only = readOnly(check.sql, plan);
  if (only === undefined) throw refused;
  if (await namesOtherSchema(session, only)) throw new TargetError({ code: 'check-other-schema', params: { number } });
  const writes = await countWrites(session);
  const actual = await read(session, only.text, number);
  if ((await countWrites(session)) !== writes) throw refused;
  if (JSON.stringify(actual) === JSON.stringify(check.expected)) return;
  const params = { number, expected: show(check.expected), actual: show(actual) };
  throw new TargetError({ code: 'check-failed', params });
}

/** Statements that wrote, those inside stored functions too: a check that calls one would change rows that no image holds. */
async function countWrites(session: Session): Promise<number> {
  const kinds = [
    'insert',
    'insert_select',
    'update',
    'update_multi',
    'delete',
    'delete_multi',
    'replace',
    'replace_select',
  ];
  const names = kinds.map((kind) => `'Com_${kind}'`).join(', ');
  const rows = await session.rows(`SHOW SESSION STATUS WHERE Variable_name IN (${names})`);
  return rows.reduce((sum, [, count]) => sum + Number(count), 0);
}

/** One SELECT that neither locks nor writes a file or variable; undefined for anything else. */
function readOnly(sql: string, { session }: RollbackPlan): Statement | undefined {
  const { statements, problems } = split(sql, sqlMode(session.sqlMode, session.serverVersion));
  const [only, second] = statements;
  if (!only || second || problems.length > 0 || classify(only) !== 'SELECT') return undefined;
  const words = only.tokens.filter(({ kind }) => kind === 'word').map(({ text }) => text.toUpperCase());
  const writes =
    words.includes('INTO') || words.some((w, i) => w === 'FOR' && /^(UPDATE|SHARE)$/.test(words[i + 1] ?? ''));
  return writes || only.expanded.includes(':=') ? undefined : only;
}

/**
 * The account sees every schema, and a check that fails tells what it read. Names before a dot are aliases, tables or schemas: those that are
 * a schema, and not the target's own, are refused.
 */
async function namesOtherSchema(session: Session, { tokens }: Statement): Promise<boolean> {
  const visible = tokens.filter(({ kind }) => kind !== 'space' && kind !== 'comment');
  const names = visible.filter((_, i) => visible[i + 1]?.text === '.').map(({ kind, text }) => nameOf(kind, text));
  if (names.length === 0) return false;
  const own = session.target.schema ?? '';
  return (
    (await session.count(
      `SELECT COUNT(*) FROM information_schema.SCHEMATA
       WHERE LOWER(SCHEMA_NAME) IN (${names.map((name) => literal(name.toLowerCase())).join(', ')}) AND SCHEMA_NAME <> ${literal(own)}`,
    )) > 0
  );
}

function nameOf(kind: TokenKind, text: string): string {
  if (kind !== 'quoted-identifier') return text;
  const quote = text.slice(0, 1);
  return text.slice(1, -1).replaceAll(quote + quote, quote);
}

async function read(session: Session, text: string, number: number): Promise<Cell[][]> {
  try {
    return await session.rows(text);
  } catch (error) {
    if (!(error instanceof TargetError) || error.errno === null || error.outcome === 'unknown') throw error;
    const message = String(error.failure.params.message ?? error.failure.code);
    throw new TargetError({ code: 'check-error', params: { number, errno: error.errno, message } });
  }
}

/** The longest answer that a failure tells. */
const shownLength = 1_000;

function show(rows: readonly (readonly Cell[])[]): string {
  const text = JSON.stringify(rows);
  return text.length > shownLength ? `${text.slice(0, shownLength)}… (${String(text.length)})` : text;
}
