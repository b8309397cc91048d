// Why an execution, a verification or a rollback ended without effect, or in doubt. Code -> names of its parameters.
import type { CodeList } from './coded.js';

export const failureCodes = {
  'count-differs': ['expected', 'actual'],
  'captured-differs': ['captured', 'changed'],
  'surprise-side-effect': ['counted', 'expected'],
  'check-failed': ['number', 'expected', 'actual'],
  'check-error': ['number', 'errno', 'message'],
  drift: ['table'],
  'approval-void': [],
  'lock-wait-timeout': ['attempts'],
  deadlock: ['attempts'],
  'duplicate-key': ['message'],
  'data-too-long': ['message'],
  'constraint-violated': ['message'],
  'statement-error': ['errno', 'message'],
  'statement-timeout': ['seconds'],
  'connection-lost': [],
  'target-unreachable': ['message'],
  'access-denied': ['message'],
  'privilege-missing': ['message'],
  'outcome-settled-committed': [],
  'outcome-settled-absent': [],
  'marker-locked': [],
  'images-differ': ['table', 'rows'],
  'marker-missing': [],
  conflicts: ['rows'],
  'images-gone': ['table'],
  'undo-differs': ['table', 'rows'],
  'row-limit': ['rows', 'limit'],
} as const satisfies CodeList;
export type FailureCode = keyof typeof failureCodes;
