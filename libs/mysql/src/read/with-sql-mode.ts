import { literal } from '../connect/literal.js';
import type { Session } from '../connect/session.js';

/** Reads users' texts as the target reads them; the driver's own are read in the session's own mode again afterwards. */
export async function withSqlMode<T>(session: Session, sqlMode: string, work: () => Promise<T>): Promise<T> {
  await session.run(`SET SESSION sql_mode = ${literal(sqlMode)}`);
  try {
    return await work();
  } finally {
    await session.run(`SET SESSION sql_mode = ${literal('NO_ENGINE_SUBSTITUTION')}`).catch(() => undefined);
  }
}
