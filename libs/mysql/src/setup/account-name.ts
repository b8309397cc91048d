/** An account's name as people read it in a GRANT: quoted, with quotes doubled (a backslash doubled too, as most modes want it). */
export function literalName(name: string): string {
  return `'${name.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
