import { positionAt } from '../position.js';
import { delimiterOf } from '../tokenize/tokenize.js';
import type { SqlProblem, SqlProblemCode, Token } from '../types.js';

export function problemAt(
  code: SqlProblemCode,
  text: string,
  offset: number,
  params: SqlProblem['params'] = {},
): SqlProblem {
  return { code, params, position: positionAt(text, offset) };
}

/** What is wrong with a text as characters, before anyone asks what it means. */
export function lexicalProblems(text: string, tokens: readonly Token[]): SqlProblem[] {
  const problems: SqlProblem[] = [];
  const nul = text.indexOf('\0');
  if (nul !== -1) problems.push(problemAt('nul-byte', text, nul));
  let open: Token | undefined;
  for (const token of tokens) {
    if (token.kind === 'invalid' && token.text !== '\0') problems.push(unterminated(text, token));
    else if (token.kind === 'client-command' && delimiterOf(token.text) === undefined)
      problems.push(problemAt('delimiter-missing', text, token.start));
    else if (token.kind === 'version-open') open = token;
    else if (token.kind === 'version-close') open = undefined;
  }
  if (open !== undefined) problems.push(problemAt('unterminated-version-comment', text, open.start));
  return problems;
}

function unterminated(text: string, token: Token): SqlProblem {
  const opening = /^(?:\/\*!|\/\*|@?["'`]|[xXbBnN]'|\$[^$]*\$)/.exec(token.text)?.[0] ?? '';
  const code: SqlProblemCode =
    opening === '/*!'
      ? 'unterminated-version-comment'
      : opening === '/*'
        ? 'unterminated-comment'
        : opening.endsWith('`')
          ? 'unterminated-identifier'
          : 'unterminated-string';
  return problemAt(code, text, token.start, { opening });
}
