import { quoteIdentifier } from '@sluice/sql';
import { literal } from '../../connect/literal.js';
import { openSession } from '../../connect/session.js';
import type { MarkerKey, Target } from '../../types.js';
import { keepingSchema, keptPatterns } from './names.js';

/** The tables and values that an execution put aside, at the end of their retention. @throws TargetError */
export async function dropKept(target: Target, key: MarkerKey): Promise<void> {
  const session = await openSession({ ...target, schema: null });
  try {
    const names = keptPatterns(key).map((pattern) => `TABLE_NAME LIKE ${literal(pattern)}`);
    const rows = await session.rows(
      `SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = ${literal(keepingSchema)} AND (${names.join(' OR ')})`,
    );
    for (const [table] of rows) {
      await session.run(`DROP TABLE IF EXISTS ${quoteIdentifier(keepingSchema)}.${quoteIdentifier(table ?? '')}`);
    }
  } finally {
    await session.close();
  }
}
