const longest = 200;

/** The first line of a text that is not empty, cut at 200 characters and never inside one. */
export function headlineOf(statements: string): string {
  const line = statements.split(/\r\n|\r|\n/).find((each) => each.trim() !== '') ?? '';
  return [...line.trim().slice(0, longest * 2)].slice(0, longest).join('');
}
