/**
 * SHOW CREATE TABLE without the one part that moves by itself: AUTO_INCREMENT= in the table's options. Only the line of the options begins
 * with `) ENGINE=` (inside comments and defaults the server prints a line break as `\n`).
 */
export function canonicalCreate(createSql: string): string {
  return createSql.replace(/^(\) ENGINE=\w+) AUTO_INCREMENT=\d+/m, '$1');
}
