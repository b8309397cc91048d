// A data change without an AST: the rules that use one found less than they could.
// Without an AST: that is what it finds.
import type { Rule } from '../rule.js';

export const notParsedForReview: Rule = {
  code: 'not-parsed-for-review',
  find: (change) =>
    change.statements.flatMap((statement) => {
      if (!statement.slice.ok || statement.ast.reason === undefined) return [];
      return [{ severity: 'note', params: { why: statement.ast.reason }, at: { statement } }];
    }),
};
