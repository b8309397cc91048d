// Why a rollback plan is not `exact`, or why a change cannot run at all. Code -> names of its parameters.
import type { CodeList } from './coded.js';

export const reasonCodes = {
  // statement forms outside what is proved today
  'form-not-supported': ['form'],
  'statement-not-cut': ['why'],
  'slice-not-proved': ['why'],
  'too-long-to-prove': ['bytes', 'limit'],
  'version-too-old': ['version'],
  'dialect-watched-only': ['dialect'],
  'several-shards': ['shards'],
  // the table
  'no-table': ['table'],
  'not-a-base-table': ['table'],
  'not-innodb': ['table', 'engine'],
  'no-primary-key': ['table'],
  'key-not-plain': ['table', 'key'],
  'row-too-wide': ['table'],
  'key-changed': ['table', 'column'],
  'temporary-table': ['table'],
  'system-schema': ['schema'],
  'other-schema': ['schema'],
  'triggers-fire': ['table', 'event', 'trigger', 'why'],
  'undo-triggers-fire': ['table', 'event'],
  'cascades-fire': ['table', 'child'],
  'privilege-missing': ['privilege'],
  'stored-generated-over-timestamp': ['table', 'column'],
  'unsupported-column-type': ['table', 'column', 'type'],
  // structure (DDL)
  'clause-not-undone': ['clause'],
  'clone-differs': ['table'],
  'definition-not-read': ['table'],
  'inverse-not-known': ['table'],
  'inverse-refused': ['errno', 'message'],
  'not-rehearsed': ['errno', 'message'],
  'put-aside-foreign-keys': ['table'],
  'put-aside-triggers': ['table'],
  'restored-differs': ['table'],
  'values-computed': ['table', 'column'],
  'values-of-many-rows': ['table', 'column', 'limit'],
  'values-under-triggers': ['table', 'column'],
  'values-without-key': ['table', 'column'],
  // the expressions
  'user-variable': ['name'],
  'session-function': ['name'],
  'nondeterministic-function': ['name'],
  'stored-function': ['name'],
  'limit-without-total-order': [],
  'match-without-total-order': [],
  'hint-sets-variable': ['name'],
  'locking-clause': [],
  'insert-key-not-known': ['table'],
  // access (ACL)
  'rehearsal-not-undone': [],
  'role-holders-not-seen': [],
  'second-password': [],
} as const satisfies CodeList;
export type ReasonCode = keyof typeof reasonCodes;
