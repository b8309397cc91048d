import type { Rule } from '../rule.js';
import { fullScan } from './full-scan.js';
import { keyChange } from './key-change.js';
import { noWhere } from './no-where.js';
import { notParsedForReview } from './not-parsed-for-review.js';
import { rowsOverExpectation } from './rows-over-expectation.js';
import { unknownColumn } from './unknown-column.js';
import { unknownTable } from './unknown-table.js';
import { versionCommentExpanded } from './version-comment-expanded.js';

/** Every rule, in the order in which a reader wants to hear them. */
export const rules: readonly Rule[] = [
  unknownTable,
  unknownColumn,
  noWhere,
  rowsOverExpectation,
  keyChange,
  fullScan,
  versionCommentExpanded,
  notParsedForReview,
];
