import type { FindingCode } from '@sluice/contracts';

export const findings: Record<FindingCode, string> = {
  'empty-text': 'There is no statement.',
  'only-comments': 'There are only comments, no statement.',
  'unterminated-string': 'A string that starts at line {{line}}, column {{column}} has no closing quote.',
  'unterminated-comment': 'A comment that starts at line {{line}}, column {{column}} is not closed.',
  'unterminated-identifier': 'A quoted name that starts at line {{line}}, column {{column}} has no closing quote.',
  'nul-byte': 'A NUL byte stands at line {{line}}, column {{column}}. Remove it, or write it as an escape.',
  'text-too-long':
    'The text is $t(unit.bytes, {"count": {{bytes}} }) long; the target takes {{limit, number}} at most. File it in parts.',
  'too-many-statements':
    'There are $t(unit.statements, {"count": {{count}} }); one request takes {{limit, number}} at most.',
  'not-a-data-change': '{{kind}} does not change data. Sluice runs INSERT, UPDATE, DELETE and REPLACE here.',
  'runs-whole':
    'It cannot be cut into chunks: {{rows, number}} rows are locked at once, for about $t(unit.seconds, {"count": {{seconds}} }).',
  'syntax-error': 'Syntax error at line {{line}}: {{message}}',
  'target-says': 'The target refuses it: {{message}} ({{errno}})',
  'version-comment-expanded': 'On this target the version comment runs as: {{text}}',
  'not-parsed-for-review': 'Some rules could not look at this statement: {{why}}',
  'no-where': 'No WHERE: every row of {{table}} changes.',
  'unknown-table': 'There is no table {{table}}.',
  'unknown-column': 'There is no column {{column}} in {{table}}.',
  'key-change': 'It changes {{column}}, a part of the primary key of {{table}}.',
  'rows-over-expectation': 'It touches $t(unit.rows, {"count": {{estimated}} }); expected: {{expected, number}}.',
  'full-scan':
    'It reads all of {{table}} (about $t(unit.rows, {"count": {{rows}} })) to find its rows; an index on the columns of the WHERE would help.',
  'access-passed-on': '{{account}} may pass on what it has: then others get access without Sluice.',
  'access-administrative': '{{account}} gets {{privilege}}, a privilege over the server itself.',
  'access-to-everything': '{{account}} gets privileges on every schema of the server.',
  'access-by-wildcard':
    'The name {{schema}} is a pattern: {{account}} gets access to every schema that fits, now and later.',
  'access-from-anywhere': '{{account}} may sign in from any address.',
  'access-of-system-account': 'The server or Sluice itself depends on {{account}}.',
  'table-copied':
    'MySQL builds {{table}} anew for this: about {{rows, number}} rows, $t(unit.bytes, {"count": {{bytes}} }). Writers wait until it is done.',
  'rehearsed-elsewhere': 'It was rehearsed on MySQL {{rehearsed}}; the target runs {{version}}.',
  'access-not-understood': 'This is not a change of access that Sluice can read, near “{{near}}”.',
  'access-names-current-user': 'CURRENT_USER would be the account that Sluice runs changes with: name the account.',
  'access-of-session-only': 'SET ROLE holds for one session only: use SET DEFAULT ROLE.',
  'password-in-text': 'A password must not be filed. Leave it out, or give its hash: IDENTIFIED WITH … AS ….',
  'password-not-shown': 'RANDOM PASSWORD is told once, to Sluice, and lost. Set a hash: IDENTIFIED WITH … AS ….',
};
