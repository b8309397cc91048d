import { positionAt } from '../position.js';
import { isSignificant, makeStatement } from '../statement.js';
import { tokenize } from '../tokenize/tokenize.js';
import type { SplitResult, SqlMode, SqlProblem, Statement, Token } from '../types.js';
import { BodyTracker } from './body.js';
import { lexicalProblems, problemAt } from './problems.js';

/** Cuts a text into its statements, as the mysql client and the server of this mode would together. */
export function split(text: string, mode: SqlMode): SplitResult {
  const tokens = tokenize(text, mode);
  const problems: SqlProblem[] = lexicalProblems(text, tokens);
  if (problems.length > 0) return { statements: [], problems };
  const runs: Token[][] = [];
  let run: Token[] = [];
  let body = new BodyTracker();
  const finish = (): void => {
    const trimmed = trim(run);
    if (trimmed.length > 0) runs.push(trimmed);
    run = [];
    body = new BodyTracker();
  };
  for (const token of tokens) {
    if (token.kind === 'client-command') continue;
    if (token.kind === 'delimiter' && !(body.isOpen && token.text === ';')) finish();
    else {
      run.push(token);
      if (isSignificant(token)) body.take(token);
    }
  }
  const openBody = body.isOpen ? trim(run)[0] : undefined;
  finish();
  if (openBody !== undefined) problems.push(problemAt('unterminated-body', text, openBody.start));
  if (runs.length === 0) problems.push(nothingToRun(text, tokens));
  return { statements: runs.map((own) => statementOf(text, own, mode)), problems };
}

function statementOf(text: string, tokens: readonly Token[], mode: SqlMode): Statement {
  return makeStatement(text, tokens, mode, positionAt(text, tokens[0]?.start ?? 0));
}

function nothingToRun(text: string, tokens: readonly Token[]): SqlProblem {
  const comment = tokens.find((token) => token.kind === 'comment' || token.kind === 'version-open');
  return comment === undefined ? problemAt('empty-text', text, 0) : problemAt('only-comments', text, comment.start);
}

/**
 * Without space, comments and (under another delimiter) semicolons around. Version comments stay even where this server would skip them: on a
 * target of another version than believed they are SQL, and the proof there must see them.
 */
function trim(tokens: readonly Token[]): Token[] {
  const isSemicolon = (token: Token): boolean => token.kind === 'symbol' && token.text === ';';
  if (!tokens.some((token) => isSignificant(token) && !isSemicolon(token))) return [];
  const stays = (token: Token): boolean => {
    if (token.kind === 'comment') return token.text.startsWith('/*!');
    return token.kind !== 'space' && !isSemicolon(token);
  };
  return tokens.slice(tokens.findIndex(stays), tokens.findLastIndex(stays) + 1);
}
