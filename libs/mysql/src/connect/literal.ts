/**
 * A text as a literal that means the same in every sql_mode: mysql2's own escaping uses backslashes, which NO_BACKSLASH_ESCAPES takes for
 * themselves.
 */
export function literal(text: string): string {
  return text === '' ? "''" : `_utf8mb4 x'${Buffer.from(text, 'utf8').toString('hex')}'`;
}
