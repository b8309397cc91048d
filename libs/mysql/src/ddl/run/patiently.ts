// A definition is changed without hurting others: not begun while somebody holds the table, given up after a few seconds of waiting or as soon
// as others queue behind it, and tried again after a random pause.
import type { Session } from '../../connect/session.js';
import { TargetError } from '../../connect/target-error.js';
import { holders } from './lock-queue.js';
import { Watchdog } from './watchdog.js';

export interface Patience {
  /** For a metadata lock, each time. */
  readonly lockWaitSeconds: number;
  /** How long others may wait behind ours. */
  readonly queueMs: number;
  readonly tries: number;
  /** Between two tries, at most; a random part of it is waited. */
  readonly pauseMs: number;
}

export const ordinaryPatience: Patience = { lockWaitSeconds: 3, queueMs: 2_000, tries: 6, pauseMs: 4_000 };

/** How long a holder is waited for before a try is given up: ours does not even queue then. */
const holderMs = 2_000;

/**
 * @param tables of the session's schema, whose locks `work` takes
 * @param work leaves nothing behind where it fails
 * @throws TargetError `lock-wait-timeout` when all tries are used up
 */
export async function patiently(
  session: Session,
  tables: readonly string[],
  patience: Patience,
  work: () => Promise<void>,
): Promise<void> {
  await session.run(`SET SESSION lock_wait_timeout = ${String(patience.lockWaitSeconds)}`);
  for (let attempt = 1; attempt <= patience.tries; attempt++) {
    if ((await isFree(session, tables)) && (await tryOnce(session, tables, patience, work))) return;
    if (attempt < patience.tries) await pause(patience.pauseMs * (0.5 + Math.random() / 2));
  }
  throw new TargetError({ code: 'lock-wait-timeout', params: { attempts: patience.tries } }, 'no-effect', true, 1205);
}

async function isFree(session: Session, tables: readonly string[]): Promise<boolean> {
  const until = performance.now() + holderMs;
  for (;;) {
    if ((await holders(session, tables)).length === 0) return true;
    if (performance.now() > until) return false;
    await pause(100);
  }
}

async function tryOnce(
  session: Session,
  tables: readonly string[],
  patience: Patience,
  work: () => Promise<void>,
): Promise<boolean> {
  const dog = await Watchdog.watch(session, tables, patience.queueMs);
  let failed: unknown;
  try {
    await work();
  } catch (error) {
    failed = error;
  }
  const wasKilled = await dog.end();
  if (failed === undefined) return true;
  if (!(failed instanceof TargetError)) throw failed;
  if (failed.failure.code === 'lock-wait-timeout' || (wasKilled && failed.errno === 1317)) return false;
  throw failed;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
