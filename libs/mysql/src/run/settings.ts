// The two sets of session settings between which a change goes to and fro, and what is fixed for the whole transaction.
import type { RollbackPlan } from '@sluice/contracts';
import { literal } from '../connect/literal.js';
import type { Session } from '../connect/session.js';

/**
 * REPEATABLE READ comes with every session of ours: under READ COMMITTED captures were wrong with equal counts. NOW() is frozen, so that capture
 * and change mean one moment.
 */
export async function fixSession(session: Session, lockWaitSeconds: number): Promise<void> {
  const wait = String(lockWaitSeconds);
  await session.run(
    `SET SESSION timestamp = UNIX_TIMESTAMP(SYSDATE(6)), SESSION div_precision_increment = DEFAULT,
       SESSION group_concat_max_len = DEFAULT, SESSION innodb_lock_wait_timeout = ${wait}, SESSION lock_wait_timeout = ${wait}`,
  );
}

/** As the approver saw the text read: for the capture of keys, the statement itself and the requester's checks. */
export async function userSettings(session: Session, { session: settings }: RollbackPlan): Promise<void> {
  await session.run(
    `SET SESSION sql_mode = ${literal(settings.sqlMode)}, SESSION time_zone = ${literal(settings.timeZone)},
       SESSION collation_connection = ${literal(settings.collation)}`,
  );
}

/** Zero dates stop a strict capture, invalid ones become zeros in any mode that does not allow them; a zone with daylight saving stores two TIMESTAMPs as one. */
export async function captureSettings(session: Session): Promise<void> {
  await session.run(
    "SET SESSION sql_mode = 'ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION', SESSION time_zone = '+00:00'",
  );
}

/** Moments that were texts become themselves again: every one of them, in the zone that they were told in. */
export async function gatherSettings(session: Session, { session: settings }: RollbackPlan): Promise<void> {
  await session.run(
    `SET SESSION sql_mode = 'ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION', SESSION time_zone = ${literal(settings.timeZone)}`,
  );
}

/**
 * Id 0 came back as 8 without NO_AUTO_VALUE_ON_ZERO; where rows are updated, an invalid date came back as zeros without ALLOW_INVALID_DATES.
 * Conflicts are looked for instead of foreign key checks.
 */
export async function undoSettings(session: Session): Promise<void> {
  await session.run(
    `SET SESSION sql_mode = 'ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO', SESSION time_zone = '+00:00', SESSION foreign_key_checks = 0`,
  );
}
