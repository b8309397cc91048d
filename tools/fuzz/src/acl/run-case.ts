// One change of access through read, rehearse, run and undo, and what became of it.
import { maskSignIns, readAccess, type AccessStatement } from '@sluice/acl';
import {
  connectTarget,
  fingerprintOf,
  readAccessBefore,
  rehearseAccess,
  runAccess,
  targetObjects,
  undoAccess,
  type AccessOrder,
  type Target,
} from '@sluice/mysql';
import { split, sqlMode } from '@sluice/sql';
import type { Connection } from 'mysql2/promise';
import { accessSnapshot } from './judge.ts';
import { names, type AccessCase } from './generate-case.ts';

export type AccessOutcome =
  | { readonly kind: 'exact' | 'conflict'; readonly changed: boolean }
  | { readonly kind: 'refused' | 'wrong'; readonly reason: string };

export interface AccessServer {
  readonly admin: Connection;
  readonly target: Target;
  readonly version: string;
}

export async function runAccessCase(server: AccessServer, one: AccessCase): Promise<AccessOutcome> {
  const { admin, target } = server;
  await clearAccounts(admin);
  await attempt(admin, one.before);
  // Most random statements would be refused: of those filed, all but one are such as the server takes now.
  const taken = await attempt(admin, one.candidates);
  const change = one.withRefused ? one.candidates.slice(0, 3) : taken.slice(0, one.length);
  await clearAccounts(admin);
  await attempt(admin, one.before);
  const before = await accessSnapshot(admin);
  if (change.length === 0) return { kind: 'refused', reason: 'nothing that the server takes' };
  const planned = await plan(server, one, change);
  if ('kind' in planned) {
    return same(await accessSnapshot(admin), before) ?? planned;
  }
  if (one.story === 'crash') await crash(admin, target, planned, one.crashAfter);
  const ran = await runAccess(target, planned);
  if (ran.outcome !== 'effect') {
    const apart = same(await accessSnapshot(admin), before);
    // What the server holds in memory and in its tables can differ until something makes it read them anew (9.7.4): found before anything ran.
    if (ran.outcome === 'no-effect' && ran.failure.code === 'drift')
      return apart ?? { kind: 'refused', reason: 'drift' };
    return { kind: 'wrong', reason: `did not run: ${JSON.stringify(ran)}` };
  }
  const changed = same(await accessSnapshot(admin), before) !== undefined;
  const others = await attempt(admin, one.since);
  const what = one.story === 'expiry' ? 'expire' : 'everything';
  const undone = await undoAccess(target, { undoes: planned.key, what, onConflict: 'skip' });
  if (undone.outcome !== 'effect') return { kind: 'wrong', reason: `not undone: ${JSON.stringify(undone)}` };
  // What others did since has to stay, so there is no telling from before alone.
  if (others.length > 0) return { kind: 'conflict', changed };
  return same(await accessSnapshot(admin), before) ?? { kind: 'exact', changed };
}

async function plan(
  server: AccessServer,
  { seed, index }: AccessCase,
  change: readonly string[],
): Promise<AccessOrder | AccessOutcome> {
  const statements: AccessStatement[] = [];
  for (const text of change) {
    const [statement] = split(text, sqlMode('', server.version)).statements;
    const read = statement && readAccess(statement);
    if (!read?.ok) return { kind: 'wrong', reason: `not read: ${text}` };
    statements.push(read.access);
  }
  const connection = await connectTarget(server.target);
  try {
    const { states, holdersKnown } = await readAccessBefore(connection, statements);
    if (!holdersKnown) return { kind: 'wrong', reason: 'an administrator could not read who holds a role' };
    const before = maskSignIns(states, fingerprintOf);
    const rehearsal = await rehearseAccess(connection, {
      prefix: `zz${String(seed)}x${String(index)}`,
      schema: names.schema,
      sqlMode: '',
      statements,
      before,
      objects: targetObjects(connection),
    });
    if (!rehearsal.ok) {
      const { failure, statement } = rehearsal;
      if (statement === 0) return { kind: 'refused', reason: failure.code };
      return { kind: 'refused', reason: `${failure.code} ${String(failure.params['errno'] ?? '')}` };
    }
    if (!rehearsal.undone) return { kind: 'wrong', reason: 'the rehearsal did not lead back' };
    const key = { execution: `fz${String(seed)}x${String(index)}`, chunk: 0 };
    return { key, contentHash: 'fuzz', sqlMode: '', statements: change, before, steps: rehearsal.steps };
  } finally {
    await connection.close();
  }
}

/** Keeps the states, then dies after some statements: as far as the server can tell. */
async function crash(admin: Connection, target: Target, order: AccessOrder, after: number): Promise<void> {
  await runAccess(target, { ...order, signal: AbortSignal.abort() });
  for (const sql of order.statements.slice(0, after)) await admin.query(sql);
}

function same(now: readonly string[], before: readonly string[]): AccessOutcome | undefined {
  const lost = before.filter((row) => !now.includes(row));
  const extra = now.filter((row) => !before.includes(row));
  if (lost.length + extra.length === 0) return undefined;
  return { kind: 'wrong', reason: `lost ${shortened(lost, extra)}; extra ${shortened(extra, lost)}` };
}

/** Without the cells that some row of the others has too. */
function shortened(rows: readonly string[], others: readonly string[]): string {
  const known = new Set(others.flatMap((row) => row.split('\t')));
  return rows
    .map((row) =>
      row
        .split('\t')
        .filter((cell, i) => i < 3 || !known.has(cell))
        .join(' '),
    )
    .join(' | ')
    .slice(0, 1_000);
}

/** Those of them that the server took. */
async function attempt(admin: Connection, statements: readonly string[]): Promise<string[]> {
  const done: string[] = [];
  for (const sql of statements) {
    try {
      await admin.query(sql);
      done.push(sql);
    } catch {
      // Random statements are often refused: a role that is not there, a privilege that was never held.
    }
  }
  return done;
}

export async function clearAccounts(admin: Connection): Promise<void> {
  const [found] = await admin.query({
    sql: `SELECT user, host FROM mysql.user WHERE user LIKE 'fa\\_%' OR user LIKE 'FA\\_%' OR user LIKE 'zz%x%a%'`,
    rowsAsArray: true,
  });
  for (const [user, host] of found as unknown as string[][]) await admin.query('DROP USER ?@?', [user, host]);
}
