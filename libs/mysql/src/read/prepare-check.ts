import type { Finding } from '@sluice/contracts';
import { sessionOf } from '../connect/connect-target.js';
import { literal } from '../connect/literal.js';
import type { Session } from '../connect/session.js';
import { TargetError } from '../connect/target-error.js';
import type { TargetConnection } from '../types.js';
import { fitsPacket } from './packet.js';
import { withSqlMode } from './with-sql-mode.js';

/** PREPAREs each statement: unknown tables and columns, wrong value counts. Runs nothing. */
export function prepareCheck(
  connection: TargetConnection,
  statements: readonly { readonly number: number; readonly text: string }[],
  sqlMode: string,
): Promise<Finding[]> {
  const session = sessionOf(connection);
  return withSqlMode(session, sqlMode, async () => {
    const findings: Finding[] = [];
    for (const { number, text } of statements) {
      const finding = (await fitsPacket(session, text)) ? await prepare(session, number, text) : undefined;
      if (finding) findings.push(finding);
    }
    return findings;
  });
}

/** By SQL's PREPARE: a literal means the same in every sql_mode, and nothing has to be bound. */
async function prepare(session: Session, statement: number, text: string): Promise<Finding | undefined> {
  try {
    await session.run(`SET @sluice_text = ${literal(text)}`);
    await session.run('PREPARE sluice_check FROM @sluice_text');
    await session.run('DEALLOCATE PREPARE sluice_check');
    return undefined;
  } catch (error) {
    if (!(error instanceof TargetError) || error.errno === null || error.outcome === 'unknown') throw error;
    return findingOf(error, statement);
  }
}

function findingOf({ errno, failure }: TargetError, statement: number): Finding | undefined {
  const message = String(failure.params.message ?? '');
  const [, name = '', place = ''] = /'(.*?)'(?:.* in '(.*)')?/s.exec(message) ?? [];
  const block = { severity: 'block', statement } as const;
  // 1295: a kind of statement that cannot be prepared; nothing is known about it.
  if (errno === 1295) return undefined;
  if (errno === 1146 || errno === 1109) return { ...block, code: 'unknown-table', params: { table: name } };
  if (errno === 1054) return { ...block, code: 'unknown-column', params: { table: place, column: name } };
  if (errno === 1064) {
    const line = Number(/at line (\d+)$/.exec(message)?.[1] ?? 1);
    return { ...block, code: 'syntax-error', params: { message, line } };
  }
  return { ...block, code: 'target-says', params: { errno: errno ?? 0, message } };
}
