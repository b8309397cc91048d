import type { FailureCode } from '@sluice/contracts';

export const failures: Record<FailureCode, string> = {
  'count-differs':
    'It matched $t(unit.rows, {"count": {{actual}} }) instead of the expected {{expected, number}}, so it was undone before commit.',
  'captured-differs':
    'Sluice kept $t(unit.rows, {"count": {{captured}} }), but the server changed {{changed, number}}, so it was undone before commit.',
  'surprise-side-effect':
    'The server wrote more rows ({{counted, number}}) than the statement explains ({{expected, number}}), so it was undone before commit.',
  'check-failed': 'Check {{number}} gave {{actual}} instead of {{expected}}, so it was undone before commit.',
  'check-error': 'Check {{number}} could not run: {{message}} ({{errno}}).',
  drift: 'The table {{table}} is no longer as it was when this was approved. File a new revision.',
  'approval-void': 'The approval no longer counts, because the content has changed since.',
  'lock-wait-timeout':
    'Other transactions held the rows locked; Sluice gave up after $t(unit.attempts, {"count": {{attempts}} }).',
  deadlock: 'It ended in a deadlock; Sluice gave up after $t(unit.attempts, {"count": {{attempts}} }).',
  'duplicate-key': 'A unique key already has that value: {{message}}',
  'data-too-long': 'A value does not fit its column: {{message}}',
  'constraint-violated': 'A constraint of the table refuses it: {{message}}',
  'statement-error': 'The target refused the statement: {{message}} ({{errno}}).',
  'statement-timeout': 'It ran longer than $t(unit.seconds, {"count": {{seconds}} }) and was stopped.',
  'connection-lost': 'The connection to the target was lost.',
  'target-unreachable': 'The target could not be reached: {{message}}',
  'access-denied': 'The target refused the account of Sluice: {{message}}',
  'privilege-missing': 'The account of Sluice may not do this on the target: {{message}}',
  'outcome-settled-absent': 'The connection was lost, and the target has no marker: nothing was committed.',
  'marker-locked': 'The marker on the target is still locked, so the outcome is not known yet. Sluice keeps asking.',
  'marker-exists': 'The target already has the marker of this run: it was run before, and is not run again.',
  cancelled: 'Sluice was shut down while it ran, so it was undone before commit; nothing changed.',
  'not-runnable': 'The plan says that Sluice cannot run this safely, so it did not start.',
  'check-other-schema':
    'Check {{number}} reads another schema than that of this target database, whose owners did not agree; the run was undone before commit.',
  'check-not-read-only': 'Check {{number}} is not a read-only query, so nothing was run.',
  'images-differ':
    '$t(unit.rows, {"count": {{rows}} }) in {{table}} are not as Sluice left them. Someone may have changed them since.',
  'marker-missing': 'The marker of this run is missing on the target.',
  conflicts: '$t(unit.rows, {"count": {{rows}} }) changed since the run, so nothing was put back.',
  'images-gone': 'The kept rows of {{table}} are gone, so it cannot be undone.',
  'undo-differs':
    '$t(unit.rows, {"count": {{rows}} }) in {{table}} did not come back exactly, so the rollback was undone before commit.',
  stopped: 'Someone stopped it between two chunks.',
  'row-limit': 'It would change $t(unit.rows, {"count": {{rows}} }); one run takes {{limit, number}} at most.',
};

/** For a line of the record, where the parameters are not at hand. */
export const failureNames: Record<FailureCode, string> = {
  'count-differs': 'another number of rows than expected',
  'captured-differs': 'other rows changed than were kept',
  'surprise-side-effect': 'more was written than the statement explains',
  'check-failed': 'a check gave another result',
  'check-error': 'a check could not run',
  drift: 'the table has changed since the approval',
  'approval-void': 'the approval no longer counts',
  'lock-wait-timeout': 'rows were locked for too long',
  deadlock: 'deadlock',
  'duplicate-key': 'a unique value is taken',
  'data-too-long': 'a value does not fit',
  'constraint-violated': 'a constraint refuses it',
  'statement-error': 'the target refused the statement',
  'statement-timeout': 'it ran too long',
  'connection-lost': 'the connection was lost',
  'target-unreachable': 'the target could not be reached',
  'access-denied': 'the account was refused',
  'privilege-missing': 'a privilege is missing',
  'outcome-settled-absent': 'nothing was committed',
  'marker-locked': 'the marker is still locked',
  'marker-exists': 'it was run before',
  cancelled: 'Sluice was shut down meanwhile',
  'not-runnable': 'it cannot run safely',
  'check-other-schema': 'a check reads another schema',
  'check-not-read-only': 'a check is not read-only',
  'images-differ': 'rows are not as they were left',
  'marker-missing': 'the marker is missing',
  conflicts: 'rows changed since',
  'images-gone': 'the kept rows are gone',
  'undo-differs': 'rows did not come back exactly',
  stopped: 'stopped between two chunks',
  'row-limit': 'too many rows for one run',
};
