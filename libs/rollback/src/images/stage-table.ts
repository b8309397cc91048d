// A table of identical types for the rows of an INSERT's own text: only the server knows what rounding, truncation, padding or a default
// makes of a key.
import { canonicalCreate } from '../fingerprint/canonical-create.js';

/**
 * The columns out of SHOW CREATE TABLE, generated ones and defaults included, without keys, checks and AUTO_INCREMENT (a generated id stays
 * NULL). The row number keeps `sql_require_primary_key` content; it is invisible, so an INSERT without a column list does not see it.
 */
export function createStageTable(createSql: string, name: string): string {
  return createCopy(createSql, name, 'NULL', []);
}

/** As above, with `more` lines of columns and keys, for an UPDATE: there an AUTO_INCREMENT column takes 0 for DEFAULT or NULL. */
export function createCopyTable(createSql: string, name: string, more: readonly string[]): string {
  return createCopy(createSql, name, "NOT NULL DEFAULT '0'", more);
}

function createCopy(createSql: string, name: string, idType: string, more: readonly string[]): string {
  const columns = [...columnLines(createSql).map((line) => withoutAutoIncrement(line, idType)), ...more];
  const number = '/*!80023 , `sluice_row_number` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY INVISIBLE */';
  return `CREATE TEMPORARY TABLE ${name} (\n${columns.join(',\n')}\n${number}) ${options(createSql)}`;
}

/** Each column has a line of its own that begins with two spaces and its quoted name. */
function columnLines(createSql: string): string[] {
  const lines = canonicalCreate(createSql).split('\n').slice(1);
  return lines.filter((line) => line.startsWith('  `')).map((line) => line.replace(/,$/, ''));
}

function withoutAutoIncrement(line: string, idType: string): string {
  return line
    .replace(/ NOT NULL( \/\*!80023 INVISIBLE \*\/)? AUTO_INCREMENT/, ` ${idType}$1`)
    .replace(/ AUTO_INCREMENT/, '');
}

/** Character set and collation of the table, on which a column's own may rest. */
function options(createSql: string): string {
  const line = createSql.split('\n').find((text) => text.startsWith(') ENGINE=')) ?? '';
  const charset = /DEFAULT CHARSET=(\w+)/.exec(line)?.[1];
  const collation = /COLLATE=(\w+)/.exec(line)?.[1];
  return ['ENGINE=InnoDB', charset && `DEFAULT CHARSET=${charset}`, collation && `COLLATE=${collation}`]
    .filter(Boolean)
    .join(' ');
}
