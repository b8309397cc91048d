import type { Statement, Token } from '../types.js';

/** Words after which a string is checked while parsing: its text is kept. */
const KEEPS_STRING = /^(?:date|time|timestamp|collate|charset|set|using|path|\w*@|escape)$/i;

/**
 * The statement with every comment blank and every string's content gone. Its digest equals the statement's only if the server sees
 * strings and comments begin and end where the tokenizer does (wrong escapes or quotes in the assumed sql_mode show here).
 */
export function blanked(statement: Statement): string {
  let previous: Token | undefined;
  return statement.tokens
    .map((token) => {
      if (token.kind === 'space') return ' ';
      if (token.kind === 'comment' || token.kind === 'version-open' || token.kind === 'version-close') return ' ';
      const keeps = previous?.kind === 'introducer' || KEEPS_STRING.test(previous?.text ?? '');
      previous = token;
      return token.kind === 'string' && !keeps ? emptied(token.text) : token.text;
    })
    .join('');
}

function emptied(text: string): string {
  const quote = text.at(-1);
  return quote === "'" || quote === '"' ? `${quote}~${quote}` : text;
}
