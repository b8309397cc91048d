// Where in the text a server's error is about.
import { decodeIdentifier, type Range, type Statement } from '@sluice/sql';

/** The words near which the parser stopped, else the last name that the message quotes and the text has; undefined: all of it. */
export function errorPlace(message: string, statement: Statement): Range | undefined {
  const [, near, line] = /near '([\s\S]*)' at line (\d+)$/.exec(message) ?? [];
  if (near !== undefined) return nearPlace(near, Number(line), statement.text);
  const names = [...message.matchAll(/(?<!\w)'([^']+)'/g)].map(
    ([, name = '']) => name.split('.').at(-1)?.toLowerCase() ?? '',
  );
  for (const name of names.reverse()) {
    const token = statement.tokens.find(
      ({ kind, text }) =>
        (kind === 'word' || kind === 'quoted-identifier') && decodeIdentifier(text).toLowerCase() === name,
    );
    if (token !== undefined) return { start: token.start, end: token.end };
  }
  return undefined;
}

/** The server cuts what it quotes at 80 characters; at the end of the text it quotes nothing. */
function nearPlace(near: string, line: number, text: string): Range | undefined {
  if (near === '') return { start: Math.max(text.length - 1, 0), end: text.length };
  const lines = text.split('\n');
  const from = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const start = text.indexOf(near, from);
  if (start === -1) return undefined;
  const [word = near] = /^\S+/.exec(near) ?? [];
  return { start, end: start + word.length };
}
