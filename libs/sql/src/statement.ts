import { tokenize } from './tokenize/tokenize.js';
import type { Position, SqlMode, Statement, Token } from './types.js';

/**
 * @param text the whole text; @param tokens those of one statement, first and last of them significant
 * @param position of the first token in `text`
 */
export function makeStatement(text: string, tokens: readonly Token[], mode: SqlMode, position: Position): Statement {
  const start = tokens[0]?.start ?? 0;
  const end = tokens.at(-1)?.end ?? start;
  const own =
    start === 0 ? tokens : tokens.map((token) => ({ ...token, start: token.start - start, end: token.end - start }));
  const statementText = text.slice(start, end);
  return { text: statementText, expanded: expand(statementText, own), tokens: own, mode, position };
}

/** Blanks out the markers of version comments and the version comments this server skips. */
function expand(text: string, tokens: readonly Token[]): string {
  if (!text.includes('/*!')) return text;
  return tokens.map((token) => (isVersionMark(token) ? ' '.repeat(token.text.length) : token.text)).join('');
}

function isVersionMark(token: Token): boolean {
  return (
    token.kind === 'version-open' ||
    token.kind === 'version-close' ||
    (token.kind === 'comment' && token.text.startsWith('/*!'))
  );
}

/** Whether text, tokens, mode and expanded text of a statement belong together: a proof must not rest on a forged one. */
export function isGenuine({ text, tokens, mode, expanded }: Statement): boolean {
  const own = tokenize(text, mode);
  return (
    own.length === tokens.length &&
    own.every(
      (token, i) => token.kind === tokens[i]?.kind && token.start === tokens[i].start && token.end === tokens[i].end,
    ) &&
    expanded === expand(text, own)
  );
}

/** Tokens of the grammar: no space, no comment, no marker; optimizer hints are not among them either. */
export function isSignificant(token: Token): boolean {
  switch (token.kind) {
    case 'space':
    case 'comment':
    case 'hint':
    case 'version-open':
    case 'version-close':
      return false;
    case 'word':
    case 'quoted-identifier':
    case 'string':
    case 'number':
    case 'introducer':
    case 'user-variable':
    case 'system-variable':
    case 'symbol':
    case 'delimiter':
    case 'client-command':
    case 'invalid':
      return true;
  }
}
