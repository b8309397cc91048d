// Why a big change runs whole, in one transaction.
import type { WholeReasonCode } from '@sluice/contracts';

export const wholeReasons = {
  'several-statements': 'The request has {{count}} statements; only a single one is cut into chunks.',
  'no-images': 'Without an exact or partial rollback, no chunk could be taken back.',
  'form-not-cut': '{{form}} is not cut into chunks, only UPDATE and DELETE are.',
  'several-tables': 'It names more than one table, so later chunks could read what earlier ones wrote.',
  'limit-or-order': 'It has ORDER BY or LIMIT, which mean all rows together.',
  'reads-other-rows': 'It reads more than the row itself (a subquery, WITH, or a function over other rows).',
  'full-text-match': 'MATCH weighs all rows of the table.',
  'index-hint': 'Its hint makes the server choose an index, which each chunk would scan whole.',
  'key-changes': 'It changes the key column {{column}}, so a row could be met twice.',
  'unique-changes': 'It may change the unique key {{key}}, where the order of the rows counts.',
  'refers-to-itself': '{{table}} refers to itself by a foreign key.',
  'triggers-fire': '{{table}} has triggers.',
  'cascades-fire': 'Foreign keys pass the change on to {{child}}.',
  'no-usable-key': '{{table}} has no usable key: it is read and locked whole, however few of its rows change.',
  'key-not-ranged': 'The key begins with {{column}} ({{type}}), which cannot be cut into ranges for sure.',
  'range-not-proved': 'The target did not confirm that the chunks mean the same as the statement.',
} satisfies Record<WholeReasonCode, string>;
