const longest = 200;

/**
 * The beginning of the statements on one line, cut at 200 characters and never inside one: without comments before them and with the
 * line breaks drawn together, up to a line with a comment, which would swallow what follows it.
 */
export function headlineOf(statements: string): string {
  const text = withoutLeadingComments(statements.slice(0, longest * 20));
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim().replaceAll(/\s+/g, ' '));
  const comment = lines.findIndex((line) => /--|#/.test(line));
  const line = lines
    .slice(0, comment === -1 ? undefined : comment + 1)
    .filter((each) => each !== '')
    .join(' ');
  return [...line.slice(0, longest * 2)].slice(0, longest).join('');
}

/** The text itself where there is nothing else. */
function withoutLeadingComments(text: string): string {
  const rest = text.replace(/^(?:\s+|#[^\r\n]*|--(?=\s)[^\r\n]*|\/\*(?![!+])[\s\S]*?\*\/)+/, '');
  return rest === '' ? text : rest;
}
