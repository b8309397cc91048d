export type { ChangeUnderReview, ReviewedStatement, ReviewedTable } from './change-under-review.js';
export { review } from './review.js';
export type { Rule } from './rule.js';
export { rules } from './rules/index.js';
