// A version comment (`/*!80000 … */`) that this target takes as SQL: shown as the target reads it, because editors grey it out.
// Without an AST: the same; the tokenizer expands by the target's version.
import type { Rule } from '../rule.js';

const shownCharacters = 500;

export const versionCommentExpanded: Rule = {
  code: 'version-comment-expanded',
  find: (change) =>
    change.statements
      .filter(({ statement }) => statement.tokens.some((token) => token.kind === 'version-open'))
      .map((statement) => ({
        severity: 'warn',
        params: { text: statement.statement.expanded.replaceAll(/\s+/g, ' ').trim().slice(0, shownCharacters) },
        at: { statement },
      })),
};
