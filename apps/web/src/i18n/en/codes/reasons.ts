import type { ReasonCode } from '@sluice/contracts';

export const reasons: Record<ReasonCode, string> = {
  'form-not-supported': 'Sluice does not undo this form of statement yet: {{form}}.',
  'statement-not-cut': 'Sluice could not tell for sure where the parts of the statement begin: {{why}}.',
  'slice-not-proved': 'The target did not confirm which rows the statement touches: {{why}}.',
  'too-long-to-prove':
    'The statement is $t(unit.bytes, {"count": {{bytes}} }) long; the target can confirm {{limit, number}} at most (max_digest_length).',
  'version-too-old': 'The target runs MySQL {{version}}; MySQL 8.0.22 or Aurora 3 is needed.',
  'several-shards':
    'This target database has {{shards, number}} shards. Sluice cannot run a change on several shards yet; the rows shown are of the first one.',
  'dialect-watched-only': 'Targets of the kind {{dialect}} are watched, not changed.',
  'no-table': 'There is no table {{table}}.',
  'not-a-base-table': '{{table}} is not a base table.',
  'not-innodb': '{{table}} is stored in {{engine}}, which does not take part in transactions.',
  'no-primary-key':
    '{{table}} has neither a primary key nor a unique one without NULLs, and the statement is not simple enough to tell its rows apart by all that they hold.',
  'key-not-plain':
    'The key {{key}} of {{table}} has a prefix, an expression or an ENUM with an empty member, so rows cannot be compared by it for sure.',
  'row-too-wide': 'A row of {{table}} is too wide to be kept beside its key.',
  'key-changed': 'It changes {{column}}, a part of the key of {{table}}, in a way that its rows cannot be followed.',
  'temporary-table': '{{table}} is a temporary table.',
  'system-schema': '{{schema}} is a system schema.',
  'other-schema': 'It touches {{schema}}, which is not the schema of this target database.',
  'triggers-fire':
    'The trigger {{trigger}} of {{table}} fires on {{event}}, and what it does cannot be told for sure: {{why}}.',
  'undo-triggers-fire': 'Putting rows back would fire triggers of {{table}} on {{event}}.',
  'cascades-fire': 'A foreign key carries the change from {{table}} on to {{child}}.',
  'privilege-missing':
    'Sluice lacks the privilege {{privilege}} on the target, so it cannot see all that would happen.',
  'stored-generated-over-timestamp':
    '{{table}}.{{column}} is a stored column computed from a TIMESTAMP; its value depends on the time zone of the session.',
  'unsupported-column-type': '{{table}}.{{column}} has the type {{type}}, which Sluice does not keep exactly yet.',
  'clause-not-undone': 'What {{clause}} takes away is not kept yet.',
  'clone-differs':
    'A clone of {{table}} on the rehearsal server does not come out the same, so nothing can be proved there.',
  'half-done-possible':
    'Statement {{statement, number}} has no way back, so a later one that fails would leave the change half done. File it last, or alone.',
  'definition-not-read': 'Sluice does not understand every part of the definition of {{table}}.',
  'inverse-not-known': 'There is no statement that takes {{table}} back to the definition it has.',
  'not-rehearsed': 'The rehearsal on an empty clone failed: {{message}} ({{errno}}).',
  'inverse-refused': 'The way back was refused when it was rehearsed: {{message}} ({{errno}}).',
  'put-aside-checks':
    '{{table}} has CHECKs with names of their own, so it cannot be put aside instead of being dropped or emptied.',
  'put-aside-foreign-keys':
    '{{table}} has foreign keys, so it cannot be put aside instead of being dropped or emptied.',
  'put-aside-triggers': '{{table}} has triggers, so it cannot be put aside instead of being dropped or emptied.',
  'restored-differs': 'After the way back was rehearsed, {{table}} was not what it had been.',
  'values-computed': 'The values of {{table}}.{{column}} are computed, and the change turns them into others.',
  'values-of-many-rows':
    'The values of {{table}}.{{column}} would have to be kept, but the table has more than {{limit, number}} rows: keeping them would hold writers up too long.',
  'values-under-triggers':
    'The values of {{table}}.{{column}} would have to be put back, which fires the triggers of the table.',
  'values-without-key':
    'The values of {{table}}.{{column}} would have to be kept, but there is no primary key, unchanged by it, to find their rows again.',
  'user-variable': 'It uses the session variable {{name}}.',
  'session-function': 'It calls {{name}}, whose result depends on the session.',
  'nondeterministic-function': 'It calls {{name}}, which gives another result each time.',
  'stored-function': 'It calls the stored function {{name}}, which may read or write anything.',
  'limit-without-total-order':
    'LIMIT without an ORDER BY that ends in a unique key: which rows change is left to chance.',
  'match-without-total-order':
    'MATCH without an ORDER BY that ends in a unique key: which rows change is left to chance.',
  'hint-sets-variable': 'A hint sets {{name}} for this statement.',
  'locking-clause': 'It has a locking clause of its own.',
  'insert-key-not-known': 'The keys that the insert into {{table}} gets are not known before the run.',
  'rehearsal-not-undone': 'In the rehearsal the way back did not lead to where it began.',
  'role-holders-not-seen': 'Who has the dropped or renamed account as a role could not be read on the target.',
  'second-password': 'Second passwords (RETAIN, DISCARD) cannot be put back.',
  'rehearsed-when-filed': 'It is rehearsed when it is filed; then you see who gets what.',
  'grantor-may-not-give':
    'Sluice’s account on the target may not give and take {{what}}, so it could not be taken back.',
};
