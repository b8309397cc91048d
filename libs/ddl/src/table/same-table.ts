/** SHOW CREATE TABLE without the one part that moves by itself. Only the line of the options begins with `) ENGINE=`. */
export function withoutNextId(createSql: string): string {
  return createSql.replace(/^(\) ENGINE=\w+) AUTO_INCREMENT=\d+/m, '$1');
}
