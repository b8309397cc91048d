// Between two chunks: is the target busy? Then wait. What it asks costs the target well under a millisecond.
import type { Session } from '../../connect/session.js';

/** Statements that run at the same time, ours included. */
const busyThreads = 40;
/** Undo log that nobody could purge yet, in transactions: an old read view is open, or writes come too fast. */
const longHistory = 1_000_000;
const firstMs = 50;
const mostMs = 2_000;
/** Then the next chunk runs all the same, as a small one: a target that is always busy would never get there. */
const patienceMs = 30_000;

/** True: it is busy still. Ends at once when `signal` fires. */
export async function giveWay(session: Session, signal: AbortSignal | undefined): Promise<boolean> {
  let wait = firstMs;
  for (let waited = 0; waited < patienceMs; waited += wait, wait = Math.min(wait * 2, mostMs)) {
    if (signal?.aborted || !(await isBusy(session))) return false;
    await pause(wait, signal);
  }
  return true;
}

async function isBusy(session: Session): Promise<boolean> {
  const rows = await session.rows(
    `SHOW GLOBAL STATUS WHERE Variable_name IN ('Threads_running', 'Innodb_row_lock_current_waits')`,
  );
  const of = (name: string): number => Number(rows.find((row) => row[0] === name)?.[1] ?? 0);
  // Waits for locks of others: the target has trouble enough.
  if (of('Threads_running') > busyThreads || of('Innodb_row_lock_current_waits') > busyThreads / 4) return true;
  const history = await session.cell(
    "SELECT `COUNT` FROM information_schema.INNODB_METRICS WHERE NAME = 'trx_rseg_history_len'",
  );
  return Number(history ?? 0) > longHistory;
}

/** Ends early when `signal` fires. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(end, ms);
    function end(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    }
    signal?.addEventListener('abort', end);
  });
}
