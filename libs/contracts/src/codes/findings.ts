// What a review rule or the reading of the text can say about a statement. Code -> names of its parameters.
import type { CodeList } from './coded.js';

export const findingCodes = {
  // reading the text
  'empty-text': [],
  'only-comments': [],
  'unterminated-string': ['line', 'column'],
  'unterminated-comment': ['line', 'column'],
  'unterminated-identifier': ['line', 'column'],
  'nul-byte': ['line', 'column'],
  'text-too-long': ['bytes', 'limit'],
  'too-many-statements': ['count', 'limit'],
  'runs-whole': ['rows', 'seconds'],
  'not-a-data-change': ['kind'],
  'syntax-error': ['message', 'line'],
  'target-says': ['errno', 'message'],
  'version-comment-expanded': ['text'],
  'not-parsed-for-review': ['why'],
  // review rules
  'no-where': ['table'],
  'unknown-table': ['table'],
  'unknown-column': ['table', 'column'],
  'key-change': ['table', 'column'],
  'rows-over-expectation': ['expected', 'estimated'],
  'full-scan': ['table', 'rows'],
  // structure (DDL)
  'table-copied': ['table', 'rows', 'bytes'],
  'rehearsed-elsewhere': ['version', 'rehearsed'],
  // access
  'access-not-understood': ['near'],
  'access-names-current-user': [],
  'access-of-session-only': [],
  'password-in-text': [],
  'password-not-shown': [],
  'access-passed-on': ['account'],
  'access-administrative': ['account', 'privilege'],
  'access-to-everything': ['account'],
  'access-by-wildcard': ['account', 'schema'],
  'access-from-anywhere': ['account'],
  'access-of-system-account': ['account'],
} as const satisfies CodeList;
export type FindingCode = keyof typeof findingCodes;
