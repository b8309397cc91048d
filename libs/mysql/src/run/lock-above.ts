import type { PlannedTable } from '@sluice/contracts';
import { countAbove, highestKey } from '@sluice/rollback';
import type { Session } from '../connect/session.js';
import { TargetError } from '../connect/target-error.js';

/** The highest id, as digits; null for an empty table. From here on nobody else can insert a higher one. @throws TargetError, retryable */
export async function lockAbove(session: Session, table: PlannedTable): Promise<string | null> {
  for (let attempt = 1; attempt <= 5; attempt++) {
    const above = await session.cell(highestKey(table));
    if ((await session.count(countAbove(table, above))) === 0) return above;
  }
  throw new TargetError({ code: 'lock-wait-timeout', params: { attempts: 1 } }, 'no-effect', true);
}
