import { literal } from '../connect/literal.js';
import type { Session } from '../connect/session.js';

/** Filed statements are run as they were read; SHOW GRANTS is read in our own mode, in which it quotes by backticks. @throws TargetError */
export async function runInMode(session: Session, sqlMode: string, statements: readonly string[]): Promise<void> {
  const own = await session.cell('SELECT @@SESSION.sql_mode');
  await session.run(`SET SESSION sql_mode = ${literal(sqlMode)}`);
  try {
    for (const sql of statements) await session.run(sql);
  } finally {
    await session.run(`SET SESSION sql_mode = ${literal(own ?? '')}`);
  }
}
