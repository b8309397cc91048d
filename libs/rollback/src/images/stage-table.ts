// A table of identical types for the rows of an INSERT's own text: only the server knows what rounding, truncation, padding or a default
// makes of a key.
import { canonicalCreate } from '../fingerprint/canonical-create.js';

/**
 * The columns out of SHOW CREATE TABLE, generated ones and defaults included, without keys, checks and AUTO_INCREMENT (a generated id stays
 * NULL). `more`: lines beside them. The row number keeps `sql_require_primary_key` content; it is invisible, so an INSERT without a column list does not see it.
 */
export function createStageTable(createSql: string, name: string, more: readonly string[] = []): string {
  const columns = [...columnLines(createSql).map(withoutAutoIncrement), ...more];
  const number = '/*!80023 , `sluice_row_number` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY INVISIBLE */';
  return `CREATE TEMPORARY TABLE ${name} (\n${columns.join(',\n')}\n${number}) ${options(createSql)}`;
}

/** Each column has a line of its own that begins with two spaces and its quoted name. */
function columnLines(createSql: string): string[] {
  const lines = canonicalCreate(createSql).split('\n').slice(1);
  return lines.filter((line) => line.startsWith('  `')).map((line) => line.replace(/,$/, ''));
}

function withoutAutoIncrement(line: string): string {
  return line
    .replace(/ NOT NULL( \/\*!80023 INVISIBLE \*\/)? AUTO_INCREMENT/, ' NULL$1')
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
