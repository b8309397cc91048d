// The surprise check: what the statement did beyond the rows it says it changed. The plan knows the cascades that fire; this finds what it
// did not know.
import type { PlannedStatement } from '@sluice/contracts';
import type { Session } from '../connect/session.js';
import { TargetError } from '../connect/target-error.js';

export interface Counters {
  readonly updates: number;
  readonly deletes: number;
  readonly writes: number;
  /** Rows that the transaction changed in InnoDB; null where it is not read. */
  readonly modified: number | null;
}

/**
 * `native`: foreign keys run inside InnoDB, where Handler_* does not see them but the transaction's own count does. That view is cached for
 * 100 ms, so it is only read where the table has children. Reading the view counts in Handler_* itself: so it is read outside of what Handler_*
 * is to span, first before the statement and last after it.
 */
export async function readCounters(session: Session, native: boolean, when: 'before' | 'after'): Promise<Counters> {
  const modifiedBefore = native && when === 'before' ? await readModified(session) : null;
  const rows = await session.rows(
    "SHOW SESSION STATUS WHERE Variable_name IN ('Handler_update', 'Handler_delete', 'Handler_write')",
  );
  const of = (name: string): number => Number(rows.find((row) => row[0] === name)?.[1] ?? 0);
  return {
    updates: of('Handler_update'),
    deletes: of('Handler_delete'),
    writes: of('Handler_write'),
    modified: native && when === 'after' ? await readModified(session) : modifiedBefore,
  };
}

/**
 * The view is made anew only when nobody read it for 100 ms: that it shows this very query proves that it was made now. Null where others read
 * it all the time.
 */
async function readModified(session: Session): Promise<number | null> {
  for (let attempt = 1; attempt <= 10; attempt++) {
    await session.run('DO SLEEP(0.11)');
    const mark = `sluice-${String(session.threadId)}-${String(attempt)}-`;
    const rows = await session.rows(
      `SELECT /* ${mark} */ trx_rows_modified FROM information_schema.INNODB_TRX
       WHERE trx_mysql_thread_id = CONNECTION_ID() AND trx_query LIKE '%${mark}%'`,
    );
    if (rows[0]) return Number(rows[0][0]);
  }
  return null;
}

/** What the statement did beyond its own rows, as its images say; at most. */
export interface Beyond {
  readonly updates: number;
  readonly deletes: number;
  readonly writes: number;
  /** As the transaction counts them: a row whose key moves is one gone and one come. */
  readonly modified: number;
  /** Into the statement's own tables: then its own rows are not all that is counted, and the transaction's count must be there. */
  readonly leadsBack: boolean;
  /** Triggers did some of it. */
  readonly byTriggers: boolean;
  /** InnoDB follows the foreign keys, where Handler_* does not see it. */
  readonly native: boolean;
}

const nothing: Beyond = {
  updates: 0,
  deletes: 0,
  writes: 0,
  modified: 0,
  leadsBack: false,
  byTriggers: false,
  native: false,
};

/**
 * `matched`: rows of the capture. `partitioned`: a row may move from one partition to another, which writes and deletes one. A row of fixed size whose NULLs differ in their unused bytes goes to InnoDB as an update and comes back as
 * unchanged: then Handler_update lies between what changed and what matched. @throws TargetError `surprise-side-effect`
 */
export function compareCounters(
  { operation, text, targets, capture, insert }: PlannedStatement,
  before: Counters,
  after: Counters,
  changed: number,
  matched: number,
  partitioned: boolean,
  beyond: Beyond = nothing,
): void {
  // Joins and queries may keep temporary tables, whose rows count too; so do rows that IGNORE or a duplicate key kept out.
  const alone =
    (text.match(/\bselect\b/gi) ?? []).length === 0 &&
    targets === undefined &&
    !insert?.existing &&
    insert?.rows !== null;
  if (alone) {
    const seen = beyond.native && !beyond.byTriggers ? nothing : beyond;
    expectAtMost(after.updates - before.updates, (operation === 'update' ? matched : 0) + seen.updates);
    const moved = partitioned && operation === 'update' ? after.deletes - before.deletes : 0;
    expectAtMost(moved, changed);
    // A row that IGNORE leaves where it is was tried all the same.
    if (operation === 'delete' && capture?.ignore) expectAtMost(after.deletes - before.deletes, matched + seen.deletes);
    else if (seen.byTriggers)
      expectAtMost(after.deletes - before.deletes, (operation === 'delete' ? changed : moved) + seen.deletes);
    else expect(after.deletes - before.deletes, (operation === 'delete' ? changed : moved) + seen.deletes);
    expect(after.writes - before.writes, (operation === 'insert' ? changed : moved) + seen.writes);
  }
  // A row that moves to another key is one row gone and one come.
  if (beyond.leadsBack && (before.modified === null || after.modified === null)) throw surprise(-1, changed);
  const each = capture?.set === undefined && !partitioned ? 1 : 2;
  // A row that was refused was tried, and InnoDB counts that: under IGNORE, or where a duplicate key decides.
  const refused = capture?.ignore || insert?.existing ? matched * each : 0;
  if (before.modified !== null && after.modified !== null)
    expectAtMost(after.modified - before.modified, changed * each + refused + beyond.modified);
}

function expect(counted: number, expected: number): void {
  if (counted !== expected) throw surprise(counted, expected);
}

/** An updated row may be one change or, moved between partitions, two: only more than that is a surprise. */
function expectAtMost(counted: number, changed: number): void {
  if (counted > changed) throw surprise(counted, changed);
}

function surprise(counted: number, expected: number): TargetError {
  return new TargetError({ code: 'surprise-side-effect', params: { counted, expected } });
}
