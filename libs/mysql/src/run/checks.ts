// The requester's checks: read-only queries with expected results, in the transaction before COMMIT and again after.
import type { Check, RollbackPlan } from '@sluice/contracts';
import { classify, split, sqlMode } from '@sluice/sql';
import type { Cell, Session } from '../connect/session.js';
import { TargetError } from '../connect/target-error.js';
import { userSettings } from './settings.js';

/** @throws TargetError `check-failed`, `check-error`, `check-not-read-only` with the check's 1-based number */
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

async function runCheck(session: Session, check: Check, number: number, plan: RollbackPlan): Promise<void> {
  const refused = new TargetError({ code: 'check-not-read-only', params: { number } });
  const text = readOnlyText(check.sql, plan);
  if (text === undefined) throw refused;
  const writes = await countWrites(session);
  const actual = await read(session, text, number);
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
function readOnlyText(sql: string, { session }: RollbackPlan): string | undefined {
  const { statements, problems } = split(sql, sqlMode(session.sqlMode, session.serverVersion));
  const [only, second] = statements;
  if (!only || second || problems.length > 0 || classify(only) !== 'SELECT') return undefined;
  const words = only.tokens.filter(({ kind }) => kind === 'word').map(({ text }) => text.toUpperCase());
  const writes =
    words.includes('INTO') || words.some((w, i) => w === 'FOR' && /^(UPDATE|SHARE)$/.test(words[i + 1] ?? ''));
  return writes || only.expanded.includes(':=') ? undefined : only.text;
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
